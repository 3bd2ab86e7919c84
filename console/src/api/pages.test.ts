import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { startExecution } from './executions';
import { formulaChoicesQuery } from './formulas';
import { moreStepsQuery } from './reruns';

afterEach(() => vi.unstubAllGlobals());

/** Answers each call as said; the paths that were asked for, and the bodies that were sent. */
function serve(answer: (query: URLSearchParams) => Response) {
  const asked: { path: string; body: unknown }[] = [];
  vi.stubGlobal('fetch', (path: string, { body }: RequestInit) => {
    asked.push({ path, body });
    return Promise.resolve(answer(new URLSearchParams(path.split('?')[1])));
  });
  return asked;
}

test('all formulas can be chosen, however many there are', async () => {
  const asked = serve((query) => {
    const count = query.get('page') === '3' ? 7 : 100;
    return Response.json(Array.from({ length: count }, (_, at) => ({ id: Number(query.get('page')) * 1000 + at })));
  });
  const found = await new QueryClient().fetchQuery(formulaChoicesQuery);
  expect(new Set(found.map(({ id }) => id)).size).toBe(207);
  expect(asked).toHaveLength(3);
});

test('what starts a run keeps the digits of its numbers', async () => {
  const asked = serve(() => Response.json([]));
  await startExecution(1, 2, '{"id": 12345678901234567890}');
  expect(asked[0]?.body).toBe('{"id": 12345678901234567890}');
});

test('further steps are read again where they can have changed', async () => {
  const step = (id: number, status: string) => ({ id, stepName: 'note', status, createdDate: '' });
  let isRunning = true;
  const asked = serve((query) => {
    if (query.get('nextPage') === '999')
      return Response.json([step(1, 'success')], { headers: { 'Elements-Next-Page-Token': '1199' } });
    return Response.json(isRunning ? [step(2, 'pending')] : [step(2, 'success'), step(3, 'success')]);
  });
  const steps = new InfiniteQueryObserver(new QueryClient(), moreStepsQuery('5', false));
  await steps.refetch();
  const before = await steps.fetchNextPage();
  expect(before.data?.pages.flatMap((page) => page.steps)).toHaveLength(2);
  isRunning = false;
  const after = await steps.refetch();
  expect(after.data?.pages.flatMap((page) => page.steps).map(({ status }) => status)).toEqual(Array(3).fill('success'));
  expect(asked.map(({ path }) => /nextPage=(\d+)/.exec(path)?.[1])).toEqual(['999', '1199', '1199']);
});
