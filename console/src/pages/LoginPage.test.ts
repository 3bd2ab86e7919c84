import { expect, test } from 'vitest';
import { safeTarget } from './LoginPage';

test.each([
  [undefined, '/'],
  ['/instances?q=a', '/instances?q=a'],
  ['https://elsewhere.example/', '/'],
  ['//elsewhere.example/', '/'],
  ['/\\elsewhere.example', '/'],
])('after the log-in %s leads to %s', (to, target) => expect(safeTarget(to)).toBe(target));
