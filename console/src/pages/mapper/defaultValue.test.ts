import { expect, test } from 'vitest';
import { defaultText, defaultValue } from './defaultValue';

test.each([
  ['none', 'string', 'none'],
  ['5', 'number', '5'],
  ['[1]', 'string', '[1]'],
  ['["a"]', 'array[string]', ['a']],
  ['{"a": 1}', 'object', { a: 1 }],
  ['[half', 'array[string]', '[half'],
])('%s of a field of the type %s is kept as %j', (text, type, value) =>
  expect(defaultValue(text, type)).toEqual(value),
);

test('a value is shown as one would type it', () => {
  expect([defaultText(undefined), defaultText('a'), defaultText(5), defaultText(['a'])]).toEqual([
    '',
    'a',
    '5',
    '["a"]',
  ]);
});
