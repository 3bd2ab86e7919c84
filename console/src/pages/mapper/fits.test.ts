import { expect, test } from 'vitest';
import { misfit, vendorTypeFor } from './fits';
import { flat, pathsOf } from './paths';

const place = (value: unknown) => flat(pathsOf({ x: value }))[0];

test.each([
  ['number', 'twelve', 'notNumber'],
  ['number', ' -12.5e3 ', undefined],
  ['number', '007', 'notNumber'],
  ['number', 7, undefined],
  ['number', '2026-01-15', 'notNumber'],
  ['boolean', 'True', undefined],
  ['boolean', 'yes', 'notBoolean'],
  ['boolean', 1, 'notBoolean'],
  ['date', '2026-01-15T09:30:00Z', undefined],
  ['date', '1768469400', undefined],
  ['date', 1768469400, undefined],
  ['date', '15.01.2026', 'notDate'],
  ['date', true, 'notDate'],
  ['string', 12, undefined],
  ['string', { a: 1 }, 'isObject'],
  ['object', { a: 1 }, undefined],
  ['string', ['a'], 'firstOnly'],
  ['array[string]', ['a'], undefined],
  ['array [number]', ['a'], 'notNumber'],
  ['number', null, undefined],
  ['crew', 'anything', undefined],
])('a field of type %s that gets %j: %s', (type, value, expected) => {
  expect(misfit(type, place(value))).toBe(expected);
});

test('a date mask of the provider makes any text a possible date', () => {
  expect(misfit('date', place('15.01.26'), 'dd.MM.yy')).toBeUndefined();
});

test.each([
  ['string', 7, 'number'],
  ['string', true, 'boolean'],
  ['number', '7', 'string'],
  ['string', 'a', undefined],
  ['date', 'a', undefined],
  ['string', '2026-01-15', undefined],
  ['object', 7, undefined],
])('what is written back from a %s to where %j was', (type, value, expected) => {
  expect(vendorTypeFor(type, place(value))).toBe(expected);
});
