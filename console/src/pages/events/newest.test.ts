import { describe, expect, test } from 'vitest';
import { type EventPage, PAGE, type StoredEvent } from '../../api/events';
import { type Loaded, withNewest } from './newest';

const event = (id: number, source = 'webhook'): StoredEvent => ({
  id: String(id),
  createdDate: '2026-01-15T09:30:00Z',
  providerData: 'null',
  notifiedData: [],
  source,
});

/** The events from the newest id down. */
const down = (from: number, count: number, source?: string) =>
  Array.from({ length: count }, (_, index) => event(from - index, source));

const page = (items: StoredEvent[], more = items.length === PAGE): EventPage => ({ items, more });
const loaded = (...pages: EventPage[]): Loaded => ({ pages, pageParams: pages.map(() => '') });
const ids = ({ pages }: Loaded) => pages.flatMap(({ items }) => items.map(({ id }) => Number(id)));

describe('the list with its first page read anew', () => {
  test('keeps what is older, takes what is new, and shows the page as it is now', () => {
    const list = loaded(page(down(200, PAGE)), page(down(150, PAGE)));
    const merged = withNewest(list, page(down(203, PAGE, 'changed')));
    expect(ids(merged)).toEqual(ids(loaded(page(down(203, 103)))));
    const changed = merged.pages.flatMap(({ items }) => items).filter(({ source }) => source === 'changed');
    expect(changed.map(({ id }) => Number(id))).toEqual(ids(loaded(page(down(203, PAGE)))));
  });

  test('goes on where it ended, in pages that follow each other', () => {
    const list = loaded(page(down(200, PAGE)), page(down(150, PAGE)));
    const { pages, pageParams } = withNewest(list, page(down(203, PAGE)));
    expect(pages.map(({ items }) => items.length)).toEqual([PAGE, PAGE, 3]);
    expect(pageParams).toEqual(['', '154', '104']);
    expect(pages[2]?.more).toBe(true);
    const ended = withNewest(loaded(page(down(200, PAGE)), page(down(150, 3))), page(down(201, PAGE)));
    expect(ended.pages[ended.pages.length - 1]?.more).toBe(false);
  });

  test('leaves out what does not match any more', () => {
    const list = loaded(page(down(200, PAGE)), page(down(150, 10)));
    const without = page([...down(200, 10), ...down(185, PAGE - 10)]);
    expect(ids(withNewest(list, without))).toEqual([...ids(loaded(without)), 145, 144, 143, 142, 141]);
    expect(ids(withNewest(list, page(down(160, 2))))).toEqual([160, 159]);
    expect(withNewest(list, page([]))).toEqual({ pages: [page([])], pageParams: [''] });
  });

  test('begins anew when the two parts may not meet', () => {
    const list = loaded(page(down(200, PAGE)), page(down(150, 3)));
    const merged = withNewest(list, page(down(251, PAGE)));
    expect(ids(merged)).toEqual(ids(loaded(page(down(251, PAGE)))));
    expect(merged.pages[0]?.more).toBe(true);
  });

  test('knows the order of ids of different lengths', () => {
    expect(ids(withNewest(loaded(page(down(999, PAGE))), page(down(1001, PAGE))))).toEqual(
      ids(loaded(page(down(1001, PAGE + 2)))),
    );
  });
});
