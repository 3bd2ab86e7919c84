import { expect, test } from 'vitest';
import { instantOf, localOf } from './moments';

test('a moment in an address is that of the field, whatever the zone', () => {
  for (const local of ['2026-01-15T09:30', '2026-07-01T00:00', '2025-12-31T23:59']) {
    expect(localOf(instantOf(local))).toBe(local);
  }
  expect(instantOf('2026-01-15T09:30')).toBe(new Date(2026, 0, 15, 9, 30).toISOString().replace('.000', ''));
});

test('what is no moment is an empty field, and an empty field no moment', () => {
  expect(localOf(undefined)).toBe('');
  expect(localOf('yesterday')).toBe('');
  expect(instantOf('')).toBe('');
});
