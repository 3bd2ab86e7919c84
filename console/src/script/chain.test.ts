import { describe, expect, test } from 'vitest';
import { chainBefore, requiredIn } from './chain';
import { ANY_ITEM } from './vocabulary';

describe('the way into an object before the cursor', () => {
  test.each([
    ['originalObject.', ['originalObject'], ''],
    ['if (originalObject.na', ['originalObject'], 'na'],
    ['return originalObject?.home?.ci', ['originalObject', 'home'], 'ci'],
    ["x = originalObject['first name'].", ['originalObject', 'first name'], ''],
    ['originalObject\n  .home\n  .', ['originalObject', 'home'], ''],
    ['if (fromVendor) transformedObject.', ['transformedObject'], ''],
    ['[...originalObject.', ['originalObject'], ''],
    ['größe.höhe.b', ['größe', 'höhe'], 'b'],
  ])('%j', (text, steps, begun) => {
    expect(chainBefore(text)).toMatchObject({ steps, begun });
  });

  test('goes into any item of a list, by number or by variable', () => {
    const steps = ['originalObject', 'items', ANY_ITEM];
    expect(chainBefore('originalObject.items[0].')?.steps).toEqual(steps);
    expect(chainBefore('originalObject.items[i].na')?.steps).toEqual(steps);
  });

  test('says where the dot stands', () => {
    expect(chainBefore('a.b')?.dot).toBe(2);
    expect(chainBefore('a?.')?.dot).toBe(2);
  });

  test.each(['', 'originalObject', 'done(', 'f().', 'f().a.', 'list[0]().b.', '1.', 'a.b;'])('is none in %j', (text) =>
    expect(chainBefore(text)).toBeUndefined(),
  );

  test('is found at once even in front of what could be tried in many ways', () => {
    expect(chainBefore('a.'.repeat(100_000) + ' ')?.begun ?? '').toBe('');
    expect(chainBefore('[0]'.repeat(100_000) + '!')).toBeUndefined();
  });
});

test('what a script requires is known by the name that it uses', () => {
  const script = `const _ = require('lodash');\nvar u = require("util")\nrequire('lodash/get');`;
  expect([...requiredIn(script)]).toEqual([
    ['_', 'lodash'],
    ['u', 'util'],
  ]);
});
