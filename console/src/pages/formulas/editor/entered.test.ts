import { expect, test } from 'vitest';
import { enteredProperty, shownProperty } from './entered';

test.each([
  ['{"room": "${config.room}"}', { room: '${config.room}' }],
  [' [1, {"a": null}]\n', [1, { a: null }]],
  ['{}', {}],
  // Half of it typed, and text that only looks like it.
  ['{"room": "', '{"room": "'],
  ['[link](https://example.com)', '[link](https://example.com)'],
  ['{{name}}', '{{name}}'],
  // Values alone mean what they say, and nothing is rounded.
  ['7', '7'],
  ['true', 'true'],
  ['"x"', '"x"'],
  ['', ''],
  ['{"id": 12345678901234567890}', '{"id": 12345678901234567890}'],
  ['{"id": "12345678901234567890 \\" 1"}', { id: '12345678901234567890 " 1' }],
])('%j is stored as %j', (text, value) => expect(enteredProperty(text)).toEqual(value));

test('what is stored is shown as it can be typed again', () => {
  const value = { room: '${config.room}', ids: [1] };
  expect(enteredProperty(shownProperty(value))).toEqual(value);
  expect(shownProperty('{a')).toBe('{a');
  expect(shownProperty(undefined)).toBe('');
  expect(shownProperty(5)).toBe('5');
});
