import { describe, expect, test } from 'vitest';
import type { Entry } from '../../api/mapping';
import { entry, isDocumented, passes, withDocumented, withEntry, withoutEntry, withPasses } from './entries';

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

describe('the directions', () => {
  test.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])('read %s and sent %s are read as they were written', (fromVendor, toVendor) => {
    const written = withPasses({ ...bare, configuration: [foreign] }, { fromVendor, toVendor });
    expect(passes(written)).toEqual({ fromVendor, toVendor });
    expect(written.configuration).toContainEqual(foreign);
  });

  test('of what nobody configured are both, and saying so adds nothing', () => {
    expect(passes(bare)).toEqual({ fromVendor: true, toVendor: true });
    expect(withPasses(bare, { fromVendor: true, toVendor: true })).toBe(bare);
  });

  test('are said where the levels above say otherwise, and only there', () => {
    const closed = withPasses(bare, { fromVendor: false, toVendor: false });
    expect(withPasses(bare, { fromVendor: false, toVendor: false }, closed)).toBe(bare);
    expect(withPasses(bare, { fromVendor: true, toVendor: true }, closed).configuration).toEqual([
      { type: 'passThrough', properties: { fromVendor: true, toVendor: true } },
    ]);
  });

  test('leave "remove" what it is', () => {
    const removed = { ...bare, configuration: [{ type: 'remove' }] };
    expect(withPasses(removed, { fromVendor: false, toVendor: true }).configuration?.[0]).toEqual({ type: 'remove' });
  });
});

describe('the API documents', () => {
  const shown = withDocumented(bare, true, undefined);

  test('have an object that says so, and leaving it out takes the entry away', () => {
    expect(shown.configuration).toEqual([{ type: 'addToDocumentation' }]);
    expect(isDocumented(shown)).toBe(true);
    expect(withDocumented(shown, false, undefined)).toEqual(bare);
  });

  test('do not have what a level says is not to be there, whatever the levels above say', () => {
    const hidden = withDocumented(bare, false, shown);
    expect(hidden.configuration).toEqual([{ type: 'addToDocumentation', properties: { value: false } }]);
    expect(isDocumented(hidden)).toBe(false);
    expect(withDocumented(hidden, true, shown)).toEqual(bare);
  });
});
