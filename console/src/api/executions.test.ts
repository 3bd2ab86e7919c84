import { expect, test } from 'vitest';
import { followMs } from './executions';

test('a run is read each second at first, and less often the longer it goes on', () => {
  expect([1, 20, 40, 100, 200, 5000].map(followMs)).toEqual([1000, 1000, 2000, 5000, 10_000, 10_000]);
});
