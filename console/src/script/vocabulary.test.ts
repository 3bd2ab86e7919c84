import { expect, test } from 'vitest';
import { ANY_ITEM, joinedNames, membersAt, type Name } from './vocabulary';

const leaf = (name: string): Name => ({ name, kind: 'value' });
const names: Name[] = [
  {
    name: 'object',
    kind: 'value',
    members: [
      { name: 'home', kind: 'value', members: [leaf('city')] },
      { name: 'people', kind: 'list', items: [leaf('name')] },
    ],
  },
];
const at = (...steps: (string | typeof ANY_ITEM)[]) => membersAt(names, steps)?.map(({ name }) => name);

test('what follows is found step by step', () => {
  expect(at('object')).toEqual(['home', 'people']);
  expect(at('object', 'home')).toEqual(['city']);
  expect(at('object', 'people', ANY_ITEM)).toEqual(['name']);
});

test('a list has what every list has', () => {
  expect(at('object', 'people')).toContain('map');
});

test.each([['other'], ['object', 'home', 'city'], ['object', 'home', 'gone'], ['object', 'home', ANY_ITEM]])(
  'nobody knows what follows %s',
  (...steps) => expect(at(...(steps as string[]))).toBeUndefined(),
);

test('the names of two objects are put together, also inside', () => {
  const joined = joinedNames(names, [
    { name: 'object', kind: 'value', members: [{ name: 'home', kind: 'value', members: [leaf('street')] }] },
    leaf('further'),
  ]);
  expect(joined.map(({ name }) => name)).toEqual(['object', 'further']);
  expect(membersAt(joined, ['object', 'home'])?.map(({ name }) => name)).toEqual(['city', 'street']);
  expect(membersAt(joined, ['object', 'people', ANY_ITEM])?.map(({ name }) => name)).toEqual(['name']);
});
