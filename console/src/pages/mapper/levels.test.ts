import { describe, expect, test } from 'vitest';
import type { Entry, Kept, Level } from '../../api/mapping';
import { above, type ByLevel, nearest, ownOfEach, scriptOf, scriptsAbove } from './levels';

const kept = (level: Level, paths: string[], inherit = false): Kept => ({
  definition: { level, fields: paths.map((path) => ({ path, type: 'string', level })) },
  transformation: {
    level,
    vendorName: level,
    fields: paths.map((path) => ({ path, vendorPath: `${level}.${path}`, level })),
    ...(inherit ? { configuration: [{ type: 'inherit' }] } : {}),
  },
});

const nothing: ByLevel = { organization: {}, account: {}, instance: {} };
const places = ({ transformation }: Kept) => transformation?.fields.map(({ vendorPath }) => vendorPath);

describe('what the levels above say', () => {
  test('adds up where a mapping inherits, and the nearer one wins', () => {
    const all = {
      ...nothing,
      organization: kept('organization', ['id', 'name']),
      account: kept('account', ['name', 'own'], true),
    };
    const upper = above(all, 'instance');
    expect(upper.definition?.fields.map(({ path, level }) => [path, level])).toEqual([
      ['id', 'organization'],
      ['name', 'account'],
      ['own', 'account'],
    ]);
    expect(places(upper)).toEqual(['organization.id', 'account.name', 'account.own']);
  });

  test('is the nearer mapping alone where that does not inherit, while fields still add up', () => {
    const all = { ...nothing, organization: kept('organization', ['id']), account: kept('account', ['name']) };
    const upper = above(all, 'instance');
    expect(places(upper)).toEqual(['account.name']);
    expect(upper.definition?.fields.map(({ path }) => path)).toEqual(['id', 'name']);
  });

  test('holds nothing of the level itself or below', () => {
    const all = { ...nothing, account: kept('account', ['a']), instance: kept('instance', ['i']) };
    expect(above(all, 'account')).toEqual({});
  });
});

describe('what a level keeps itself', () => {
  test('is what the server says of it, without the words that it adds', () => {
    const { instance } = ownOfEach({ ...nothing, instance: kept('instance', ['mine'], true) });
    expect(instance.definition?.fields).toEqual([{ path: 'mine', type: 'string' }]);
    expect(instance.transformation).toEqual({
      vendorName: 'instance',
      fields: [{ path: 'mine', vendorPath: 'instance.mine' }],
      configuration: [{ type: 'inherit' }],
    });
    expect(ownOfEach(nothing).instance).toEqual({});
  });
});

describe('settings', () => {
  const configured = (level: Level, configuration: Entry[]): Kept => ({
    transformation: { ...kept(level, []).transformation!, configuration },
  });
  const closed = { type: 'passThrough', properties: { fromVendor: false } };
  const verbs = (method: string) => ({ type: 'methods', properties: { methods: [method] } });

  test('that a level which inherits does not name are those of above', () => {
    const all = {
      ...nothing,
      organization: configured('organization', [closed, verbs('GET'), { type: 'addToDocumentation' }]),
      account: configured('account', [{ type: 'inherit' }, verbs('POST')]),
    };
    expect(above(all, 'instance').transformation?.configuration).toEqual([
      closed,
      verbs('POST'),
      { type: 'addToDocumentation' },
      { type: 'inherit' },
    ]);
    const alone = { ...all, account: configured('account', [verbs('POST')]) };
    expect(above(alone, 'instance').transformation?.configuration).toEqual([verbs('POST')]);
  });
});

describe('scripts', () => {
  const scripted = (level: Level, body: string, inherit = false): Kept => {
    const { transformation } = kept(level, ['id'], inherit);
    return { transformation: { ...transformation!, script: { mimeType: 'application/javascript', body } } };
  };
  const organization = scripted('organization', 'one');

  test('of the levels above run from the widest on, as long as each level inherits', () => {
    const both = { ...nothing, organization, account: scripted('account', 'two', true) };
    expect(scriptsAbove(both, 'instance').map(({ body }) => body)).toEqual(['one', 'two']);
    expect(scriptsAbove(both, 'account').map(({ body }) => body)).toEqual(['one']);
    const alone = { ...nothing, organization, account: scripted('account', 'two') };
    expect(scriptsAbove(alone, 'instance')).toEqual([{ level: 'account', body: 'two' }]);
    expect(scriptsAbove({ ...nothing, organization: scripted('organization', ' \n') }, 'account')).toEqual([]);
  });

  test('of the instance itself are its own', () => {
    const own = { ...nothing, organization, instance: scripted('instance', 'mine', true) };
    expect(scriptOf(ownOfEach(own).instance.transformation)).toBe('mine');
    const alone = { ...nothing, organization, instance: scripted('instance', 'one') };
    expect(scriptOf(ownOfEach(alone).instance.transformation)).toBe('one');
  });
});

test('what the server says of every mapping is not stored, what is special stays', () => {
  const legacy = (isLegacy: boolean) => ({
    ...nothing,
    account: { transformation: { ...kept('account', []).transformation!, isLegacy, startDate: 'x', odd: 1 } },
  });
  expect(ownOfEach(legacy(false)).account.transformation).toEqual({ vendorName: 'account', fields: [], odd: 1 });
  expect(ownOfEach(legacy(true)).account.transformation).toMatchObject({ isLegacy: true, odd: 1 });
});

test('the nearest level is the one that counts', () => {
  expect(nearest(nothing)).toBeUndefined();
  expect(nearest({ ...nothing, organization: kept('organization', ['a']), account: kept('account', ['a']) })).toBe(
    'account',
  );
});
