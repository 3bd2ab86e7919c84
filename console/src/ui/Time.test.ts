import { expect, test } from 'vitest';
import { ago, left } from './Time';

const now = new Date('2026-01-10T12:00:00Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test.each([
  [-5, 'just now'],
  [-60, '1 minute ago'],
  [-2 * 3600, '2 hours ago'],
  [-26 * 3600, 'yesterday'],
  [-5 * 86_400, '5 days ago'],
])('%i seconds away are "%s"', (seconds, text) => expect(ago(after(seconds), now)).toBe(text));

test.each([
  [13 * 86_400 + 4 * 3600 + 59, '13 d 4 h'],
  [4 * 3600 + 12 * 60, '4 h 12 min'],
  [185, '3 min 05 s'],
  [0, 'expired'],
  [-10, 'expired'],
])('what is left of %i seconds reads "%s"', (seconds, text) => expect(left(after(seconds), now)).toBe(text));
