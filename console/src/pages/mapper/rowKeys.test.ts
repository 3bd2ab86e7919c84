import { expect, test } from 'vitest';
import { RowKeys } from './rowKeys';

test('a key follows its field, and is never given to another', () => {
  const keys = new RowKeys();
  const first = keys.of('a');
  expect(keys.of('a')).toBe(first);
  keys.rename('a', 'b');
  expect(keys.of('b')).toBe(first);
  expect(keys.of('a')).not.toBe(first);
  keys.remove('b');
  expect(keys.of('b')).not.toBe(first);
});
