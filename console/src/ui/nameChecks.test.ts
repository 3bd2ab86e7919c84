import { expect, test } from 'vitest';
import { scopeLine } from './nameChecks';

test.each([
  ['', true],
  ['spark:rooms_read  spark:people_read\nspark:teams_read', true],
  ['bad"scope', false],
  ['bad\\scope', false],
  ['lesen:Räume', false],
])('the scopes %j are taken: %s', (text, taken) => expect(scopeLine.safeParse(text).success).toBe(taken));
