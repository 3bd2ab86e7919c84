import { expect, test } from 'vitest';
import { endsOf } from './ends';
import { partsOf } from './graph';

const part = (name: string, type: string, onSuccess: string[] = []) => ({
  name,
  type,
  properties: {},
  onSuccess,
  onFailure: [],
});
const ends = (...steps: ReturnType<typeof part>[]) =>
  endsOf(partsOf({ triggers: [part('trigger', 'manual', steps[0] ? [steps[0].name] : [])], steps })).map(
    ({ from, way }) => `${from} ${way}`,
  );

test('each way of success that leads nowhere is an end', () => {
  expect(ends()).toEqual(['trigger onSuccess']);
  expect(ends(part('a', 'script', ['b']), part('b', 'script'))).toEqual(['b onSuccess']);
  expect(ends(part('a', 'script', ['gone']))).toEqual(['a onSuccess']);
});

test('so is the other way of what parts, but not that of a failure', () => {
  expect(ends(part('a', 'filter'))).toEqual(['a onSuccess', 'a onFailure']);
  expect(ends(part('a', 'loop', ['b']), part('b', 'script', ['a']))).toEqual(['a onFailure']);
});

test('nothing comes behind a step that ends the run', () => {
  expect(ends(part('a', 'retryFormulaExecution'))).toEqual([]);
});
