import { expect, test } from 'vitest';
import { flat, isDate, pathsOf, withDescribed } from './paths';

const seen = (sample: object) => flat(pathsOf(sample)).map(({ path, type }) => `${path} ${type}`);

test('members of objects, and of the objects of lists, have paths', () => {
  expect(seen({ home: { city: 'Ulm' }, people: [{ name: 'Ann' }, { age: 3 }] })).toEqual([
    'home object',
    'home.city string',
    'people array[object]',
    'people[*].age number',
    'people[*].name string',
  ]);
});

test('a list of plain values is one place, of the type of its first', () => {
  expect(seen({ emails: ['a@b.c'], none: [], grid: [[1]] })).toEqual([
    'emails[*] array[string]',
    'none array',
    'grid[*] array[array]',
  ]);
});

test('dates are told from other texts, and nothing from something', () => {
  expect(seen({ at: '2026-01-15T09:30:00.000Z', day: '2026-01-15', text: '2026-13-45', no: null, yes: true })).toEqual([
    'at date',
    'day date',
    'text string',
    'no null',
    'yes boolean',
  ]);
  expect(isDate('2026-01-15T09:30:00+0100')).toBe(true);
});

test('names that no path can hold are left out', () => {
  expect(seen({ 'a.b': 1, 'c[0]': 1, ' d': 1, 'size()': 1, 'e f': 1 })).toEqual(['e f number']);
});

test('what only the element describes stands behind the sample, once', () => {
  const described = [
    { vendorPath: 'id', type: 'string' },
    { vendorPath: 'emails', type: 'array' },
    { vendorPath: 'size', type: 'integer' },
  ];
  const tree = withDescribed(pathsOf({ id: 'x', emails: ['a'] }), described);
  expect(tree.map(({ path, type, sampled }) => [path, type, sampled])).toEqual([
    ['id', 'string', true],
    ['emails[*]', 'array[string]', true],
    ['size', 'number', false],
  ]);
});
