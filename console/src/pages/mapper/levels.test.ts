import { describe, expect, test } from 'vitest';
import type { Kept, Level } from '../../api/mapping';
import { above, type ByLevel, inherits, nearest, ownOfEach, scriptOf, scriptsAbove } from './levels';

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
  test('is, at an instance, only what has its level', () => {
    const both = { ...kept('instance', ['mine'], true) };
    const inForce: Kept = {
      definition: {
        level: 'instance',
        fields: [...kept('account', ['theirs']).definition!.fields, ...both.definition!.fields],
      },
      transformation: {
        ...both.transformation!,
        fields: [...kept('account', ['theirs']).transformation!.fields, ...both.transformation!.fields],
      },
    };
    const { instance } = ownOfEach({ ...nothing, instance: inForce });
    expect(instance.definition?.fields).toEqual([{ path: 'mine', type: 'string' }]);
    expect(places(instance)).toEqual(['instance.mine']);
    expect(inherits(instance.transformation)).toBe(true);
  });

  test('is nothing at an instance that only inherits', () => {
    expect(ownOfEach({ ...nothing, instance: kept('account', ['a']) }).instance).toEqual({});
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

  test('that an instance shows of a level above are not its own', () => {
    const { instance } = ownOfEach({ ...nothing, organization, instance: scripted('instance', 'one', true) });
    expect(scriptOf(instance.transformation)).toBeUndefined();
    expect(instance.transformation?.vendorName).toBe('instance');
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
