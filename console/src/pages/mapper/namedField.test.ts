import { expect, test } from 'vitest';
import { namedField } from './namedField';

const rows = [
  { path: 'name', type: 'string', level: 'account' as const, own: true, mapping: { path: 'name', vendorPath: 'a[b]' } },
  { path: 'at', type: 'date', level: 'account' as const, own: true },
  { path: 'x'.repeat(100), type: 'date', level: 'account' as const, own: true },
];

test.each([
  ["The field 'at': 'Q' is not a date mask (Illegal); write one like yyyy", 'at'],
  ["The path 'a[b]' has [b], which is none of [0] and [*]", 'name'],
  [`The path '${'x'.repeat(80)}...' goes deeper than 30 steps`, 'x'.repeat(100)],
  ["The path 'other' is mapped twice", undefined],
  ['Nothing is quoted here', undefined],
])('%s', (message, path) => expect(namedField(message, rows)).toBe(path));
