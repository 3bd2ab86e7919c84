import { describe, expect, test } from 'vitest';
import type { Kept, Level } from '../../api/mapping';
import { above, type ByLevel, inherits, nearest, ownOfEach } from './levels';

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

test('the nearest level is the one that counts', () => {
  expect(nearest(nothing)).toBeUndefined();
  expect(nearest({ ...nothing, organization: kept('organization', ['a']), account: kept('account', ['a']) })).toBe(
    'account',
  );
});
