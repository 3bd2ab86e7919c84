import { expect, test } from 'vitest';
import { ANY_ITEM, membersAt, type Step } from '../../script/vocabulary';
import { pathsOf, withDescribed } from './paths';
import { mappingVocabulary } from './vocabulary';

const tree = withDescribed(
  pathsOf({ title: 'Launch', home: { city: 'Kiel' }, people: [{ name: 'Ann' }], tags: ['a'] }),
  [{ vendorPath: 'home.street', type: 'string' }],
);
const rows = [
  { path: 'name', type: 'string' },
  { path: 'users[*].mail', type: 'string' },
  { path: 'home.zip', type: 'number' },
];
const { names } = mappingVocabulary(tree, rows);
const at = (...steps: Step[]) => membersAt(names, steps)?.map(({ name }) => name);

test('the original has the provider’s places, also those inside of others, and then the object’s own', () => {
  expect(at('originalObject')).toEqual(['title', 'home', 'people', 'tags', 'name', 'users']);
  expect(at('originalObject', 'home')).toEqual(['city', 'street', 'zip']);
  expect(at('originalObject', 'people', ANY_ITEM)).toEqual(['name']);
  expect(at('originalObject', 'tags')).toContain('length');
});

test('the result has the object’s own fields first', () => {
  expect(at('transformedObject')?.slice(0, 3)).toEqual(['name', 'users', 'home']);
  expect(at('transformedObject', 'users', ANY_ITEM)).toEqual(['mail']);
  expect(names.map(({ name }) => name)).toContain('fromVendor');
});

test('what is wrong with a path does not matter', () => {
  expect(() =>
    mappingVocabulary(
      [],
      [
        { path: '', type: '' },
        { path: '[0].a', type: 'string' },
        { path: '..', type: '' },
      ],
    ),
  ).not.toThrow();
});
