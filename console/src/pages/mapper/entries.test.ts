import { describe, expect, test } from 'vitest';
import type { Entry } from '../../api/mapping';
import { type Direction, directionOf, entry, withDirection, withEntry, withoutEntry } from './entries';

interface Configured {
  name: string;
  configuration?: Entry[];
}
const foreign: Entry = { type: 'queryOverride', properties: { query: 'a = 1' } };
const bare: Configured = { name: 'x' };

describe('an entry of a configuration', () => {
  test('is changed in its place, and everything else stays', () => {
    const before = { ...bare, configuration: [{ type: 'format', properties: { pattern: 'yyyy', other: 1 } }, foreign] };
    expect(withEntry(before, 'format', { pattern: 'MM' }).configuration).toEqual([
      { type: 'format', properties: { pattern: 'MM', other: 1 } },
      foreign,
    ]);
  });

  test('loses a property that is set to nothing', () => {
    const before = withEntry(bare, 'format', { pattern: 'yyyy', vendorPattern: 'MM' });
    expect(entry(withEntry(before, 'format', { pattern: undefined }), 'format')).toEqual({ vendorPattern: 'MM' });
  });

  test('is taken away without the others, and the last one with the whole configuration', () => {
    expect(withoutEntry({ ...bare, configuration: [foreign, { type: 'inherit' }] }, 'inherit').configuration).toEqual([
      foreign,
    ]);
    expect(withoutEntry({ ...bare, configuration: [{ type: 'inherit' }] }, 'inherit')).toEqual(bare);
  });
});

describe('the direction', () => {
  test.each<Direction>(['both', 'read', 'write', 'neither'])('%s is read as it was written', (direction) => {
    expect(directionOf(withDirection({ ...bare, configuration: [foreign] }, direction))).toBe(direction);
    expect(withDirection({ ...bare, configuration: [foreign] }, direction).configuration).toContainEqual(foreign);
  });

  test('of what nobody configured is both, and saying so adds nothing', () => {
    expect(directionOf(bare)).toBe('both');
    expect(withDirection(bare, 'both')).toBe(bare);
  });

  test('takes the place of "remove"', () => {
    const removed = { ...bare, configuration: [{ type: 'remove' }] };
    expect(directionOf(removed)).toBe('neither');
    expect(directionOf(withDirection(removed, 'read'))).toBe('read');
    expect(directionOf(withDirection(removed, 'both'))).toBe('both');
  });
});
