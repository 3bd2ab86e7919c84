import { expect, test } from 'vitest';
import { isObjectName } from './mappable';

test.each(['room', 'Räume', 'a.b', 'x'.repeat(100)])('%s can be the name of an object', (name) =>
  expect(isObjectName(name)).toBe(true),
);

test.each(['', 'a b', 'a/b', 'a?', 'a#', '{a}', 'definitions', 'x'.repeat(101)])(
  '%s cannot be the name of an object',
  (name) => expect(isObjectName(name)).toBe(false),
);
