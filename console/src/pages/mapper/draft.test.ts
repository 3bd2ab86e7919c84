import { describe, expect, test } from 'vitest';
import type { Kept } from '../../api/mapping';
import {
  addField,
  draftOf,
  inForce,
  mapTo,
  removeField,
  renameField,
  rowsOf,
  setInherit,
  setScript,
  setType,
} from './draft';
import { same } from '../../ui/same';

const foreign = { type: 'queryOverride', properties: { query: 'a = 1' } };
const upper: Kept = {
  definition: { fields: [{ path: 'id', type: 'string', level: 'organization' }] },
  transformation: {
    vendorName: 'rooms',
    fields: [{ path: 'id', vendorPath: 'key', configuration: [foreign], level: 'organization' }],
  },
};
const fresh = draftOf({}, {});
const below = draftOf({}, upper);
const row = (draft: typeof below, path: string) => rowsOf(draft, 'account', upper).find((each) => each.path === path)!;

describe('a level below others', () => {
  test('begins with what comes from above, and with nothing of its own', () => {
    expect(below.definition).toEqual([]);
    expect(row(below, 'id')).toMatchObject({ own: false, level: 'organization', mappedAt: 'organization' });
  });

  test('maps an inherited field elsewhere with the settings that it had', () => {
    const draft = mapTo(below, row(below, 'id'), 'uid');
    expect(draft.transformation.fields).toEqual([{ path: 'id', vendorPath: 'uid', configuration: [foreign] }]);
    expect(row(draft, 'id')).toMatchObject({ own: false, mappedAt: 'account' });
    expect(same(mapTo(draft, row(draft, 'id'), ''), below)).toBe(true);
  });

  test('takes over nothing when it does not inherit', () => {
    expect(rowsOf(setInherit(below, false), 'account', upper)[0]?.mapping).toBeUndefined();
  });

  test('gives an inherited field another type by defining it itself', () => {
    const draft = setType(below, row(below, 'id'), 'number');
    expect(draft.definition).toEqual([{ path: 'id', type: 'number' }]);
    expect(row(draft, 'id').own).toBe(true);
  });
});

describe('a field', () => {
  const named = addField(fresh, 'name', 'string');
  const mapped = mapTo(named, rowsOf(named, 'account', {})[0]!, 'title');

  test('keeps its mapping when it is renamed, and loses it when it is removed', () => {
    const renamed = renameField(mapped, 'name', 'called');
    expect(renamed.definition).toEqual([{ path: 'called', type: 'string' }]);
    expect(renamed.transformation.fields).toEqual([{ path: 'called', vendorPath: 'title' }]);
    expect(removeField(renamed, 'called').transformation.fields).toEqual([]);
  });

  test('is tried with its type, which is not stored with the mapping', () => {
    expect(inForce(mapped, rowsOf(mapped, 'account', {}), {}).fields).toEqual([
      { path: 'name', vendorPath: 'title', type: 'string' },
    ]);
    expect(mapped.transformation.fields[0]).not.toHaveProperty('type');
  });

  test('that only a mapping names is shown too', () => {
    const draft = { ...fresh, transformation: { vendorName: 'rooms', fields: [{ path: 'lost', vendorPath: 'x' }] } };
    expect(rowsOf(draft, 'account', {})).toMatchObject([{ path: 'lost', own: true }]);
  });
});

describe('a script', () => {
  test('keeps what else is said of it, and is taken away as a whole', () => {
    const old = {
      ...fresh,
      transformation: { ...fresh.transformation, script: { mimeType: 'text/x', body: 'a', odd: 1 } },
    };
    expect(setScript(old, 'b').transformation.script).toEqual({ mimeType: 'text/x', body: 'b', odd: 1 });
    expect(setScript(old, undefined).transformation).not.toHaveProperty('script');
    expect(setScript(fresh, 'b').transformation.script).toEqual({ mimeType: 'application/javascript', body: 'b' });
    expect(same(setScript(setScript(fresh, 'b'), undefined), fresh)).toBe(true);
  });

  test('is not part of what is tried, for scripts are tried one by one', () => {
    const scripted = setScript(fresh, 'b');
    expect(inForce(scripted, [], {})).not.toHaveProperty('script');
  });
});

test('a level that inherits begins with nothing of its own, and shows the settings of above', () => {
  const closed = { type: 'passThrough', properties: { fromVendor: false } };
  const configured: Kept = { transformation: { ...upper.transformation!, configuration: [closed] } };
  const draft = draftOf({}, configured);
  expect(draft.transformation.configuration).toEqual([{ type: 'inherit' }]);
  expect(inForce(draft, [], configured).configuration).toEqual([closed, { type: 'inherit' }]);
});

test('the order of members makes no difference, that of fields does', () => {
  expect(same({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true);
  expect(same([1, 2], [2, 1])).toBe(false);
});
