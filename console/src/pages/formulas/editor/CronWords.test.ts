import { expect, test } from 'vitest';
import { wordsOf } from './CronWords';

test.each([
  ['0 30 9 ? * MON-FRI *', 'At 09:30, Monday through Friday'],
  ['0 0/30 * 1/1 * ? *', 'Every 30 minutes'],
  // Quartz counts from 1, which is Sunday.
  ['0 0 8 ? * 2 *', 'At 08:00, only on Monday'],
  ['daily', undefined],
  ['', undefined],
])('%j', (cron, words) => expect(wordsOf(cron)).toBe(words));
