import type { InfiniteData } from '@tanstack/react-query';
import { type EventPage, PAGE } from '../../api/events';

export type Loaded = InfiniteData<EventPage>;

/** Ids are numbers of up to 64 bits, written as text. */
const isOlder = (id: string, than: string) => BigInt(id) < BigInt(than);

/**
 * The loaded part of a list after its first page was read anew: new events come to the top, those of the page as they are now, and
 * what the page leaves out within its reach does not match the filter any more.
 */
export function withNewest({ pages }: Loaded, newest: EventPage): Loaded {
  const oldest = newest.items[newest.items.length - 1];
  if (!newest.more || !oldest) return paged(newest.items, false);
  const known = pages.flatMap(({ items }) => items);
  // More came in between than a page holds, so the two parts may not meet: the list begins anew.
  if (!known[0] || isOlder(known[0].id, oldest.id)) return paged(newest.items, true);
  const older = known.filter(({ id }) => isOlder(id, oldest.id));
  return paged([...newest.items, ...older], older.length === 0 || (pages[pages.length - 1]?.more ?? true));
}

/** In pages of the usual size: as many are read when the whole list is. */
function paged(items: EventPage['items'], more: boolean): Loaded {
  const pages: EventPage[] = [];
  const pageParams: string[] = [];
  for (let start = 0; start === 0 || start < items.length; start += PAGE) {
    pageParams.push(items[start - 1]?.id ?? '');
    pages.push({ items: items.slice(start, start + PAGE), more: more || start + PAGE < items.length });
  }
  return { pages, pageParams };
}
