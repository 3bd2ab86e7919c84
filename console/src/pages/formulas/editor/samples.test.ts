import { afterEach, expect, test } from 'vitest';
import { exampleEvent, forgetSampleEvents, keepSampleEvent, sampleEvent } from './samples';

afterEach(() => localStorage.clear());

test('a sample event is kept for its formula until somebody logs out', () => {
  localStorage.setItem('other', 'stays');
  keepSampleEvent(1, '{"id":12345678901234567890}');
  keepSampleEvent(2, '{}');
  const event = { type: 'event', properties: {} };
  expect(sampleEvent(1, event)).toBe('{"id":12345678901234567890}');
  forgetSampleEvents();
  expect([sampleEvent(1, event), sampleEvent(2, event)]).toEqual([exampleEvent(event), exampleEvent(event)]);
  expect(localStorage.getItem('other')).toBe('stays');
});

const call = (properties: Record<string, unknown>): unknown =>
  JSON.parse(exampleEvent({ type: 'elementRequest', properties }));

test('the example of a call is one that the trigger waits for', () => {
  expect(call({ method: 'patch', api: '/hubs/collaboration/channels/{id}/messages/{message}?all=true' })).toMatchObject(
    {
      request: {
        method: 'PATCH',
        uri: '/channels/some-id/messages/some-message',
        path: { id: 'some-id', message: 'some-message' },
        query: { all: 'true' },
        body: { text: 'Hello' },
      },
      response: { code: '200' },
    },
  );
  expect(call({})).toMatchObject({ request: { method: 'GET', uri: '/messages', path: {}, query: {} } });
  expect(call({ method: 'GET', api: '/users' })).not.toHaveProperty('request.body');
});

test('a schedule brings nothing that could be entered', () => {
  expect(exampleEvent({ type: 'scheduled', properties: { cron: '0 0 8 ? * MON *' } })).toBe('{}');
});
