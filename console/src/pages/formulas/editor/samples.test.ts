import { afterEach, expect, test } from 'vitest';
import { exampleEvent, forgetSampleEvents, keepSampleEvent, sampleEvent } from './samples';

afterEach(() => localStorage.clear());

test('a sample event is kept for its formula until somebody logs out', () => {
  localStorage.setItem('other', 'stays');
  keepSampleEvent(1, '{"id":12345678901234567890}');
  keepSampleEvent(2, '{}');
  expect(sampleEvent(1, 'event')).toBe('{"id":12345678901234567890}');
  forgetSampleEvents();
  expect([sampleEvent(1, 'event'), sampleEvent(2, 'event')]).toEqual([exampleEvent('event'), exampleEvent('event')]);
  expect(localStorage.getItem('other')).toBe('stays');
});
