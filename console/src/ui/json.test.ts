import { expect, test } from 'vitest';
import { laidOut, parsed } from './json';

test('JSON is laid out as everywhere', () => {
  const value = { list: [1, [], [{}], { a: null, 'b:c': true }], text: 'a "quoted", [listed] {text}: \\', end: '\\"' };
  expect(laidOut(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  expect(laidOut(JSON.stringify(value, null, 7))).toBe(JSON.stringify(value, null, 2));
  expect(laidOut('{ \n }')).toBe('{}');
});

test('numbers and texts keep their spelling', () => {
  expect(laidOut('{"id":12345678901234567890,"price":1.10,"far":1e400,"text":"\\u00e4"}')).toBe(
    '{\n  "id": 12345678901234567890,\n  "price": 1.10,\n  "far": 1e400,\n  "text": "\\u00e4"\n}',
  );
});

test('what is no object and no list stays as it is', () => {
  for (const text of ['', '12345678901234567890', '"text"', '{broken', '[1, 2', 'a  b'])
    expect(laidOut(text)).toBe(text);
  expect(parsed('{broken')).toBeUndefined();
  expect(parsed('null')).toBeNull();
});
