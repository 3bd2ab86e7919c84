import { afterEach, expect, test, vi } from 'vitest';
import { ApiError, call, keepCsrfToken, NoConnection, onSessionEnd, query } from './client';

afterEach(() => vi.unstubAllGlobals());

const answer = (status: number, body: string, headers = {}) =>
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status, headers })));

test('an error keeps what the server said', async () => {
  answer(400, '{"requestId":"r1","message":"Bad","providerMessage":"no","fields":{"name":"too long"}}');
  const error = await call('/x').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    status: 400,
    message: 'Bad',
    providerMessage: 'no',
    requestId: 'r1',
    fields: { name: 'too long' },
  });
});

test('a refusal that came quietly is an error all the same', async () => {
  answer(200, '{"message":"gone"}', { 'Valence-Status': '404' });
  await expect(call('/x')).rejects.toMatchObject({ status: 404, message: 'gone' });
});

test('an answer that is no JSON is still an error with its status', async () => {
  answer(502, '<html>', { 'Retry-After': '7' });
  await expect(call('/x')).rejects.toMatchObject({ status: 502, retryAfter: 7 });
});

test('a 401 ends the session', async () => {
  const ended = vi.fn();
  onSessionEnd(ended);
  answer(401, '{"message":"over"}');
  await expect(call('/x')).rejects.toBeInstanceOf(ApiError);
  expect(ended).toHaveBeenCalledOnce();
});

test('a server that is not there is told apart from one that refuses', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(call('/x')).rejects.toBeInstanceOf(NoConnection);
});

test('every call carries the token of the session, and an empty answer is no value', async () => {
  const fetched = vi.fn<typeof fetch>(() => Promise.resolve(new Response(null, { status: 204 })));
  vi.stubGlobal('fetch', fetched);
  keepCsrfToken('csrf');
  expect(await call('/x', { method: 'DELETE' })).toBeUndefined();
  expect(fetched.mock.calls[0]?.[1]?.headers).toMatchObject({ 'X-CSRF-Token': 'csrf' });
});

test('a query string holds only what has a value', () => {
  expect(query({ a: 'x y', b: '', c: undefined, d: 0 })).toBe('?a=x+y&d=0');
  expect(query({ a: undefined })).toBe('');
});
