import { afterEach, expect, test, vi } from 'vitest';
import { keepCsrfToken } from '../api/client';
import { PLACES } from '../pages/connect/samples';
import { documentPath, PLATFORM_REFERENCE, referenceOf } from './reference';
import { tryIt } from './tryIt';

afterEach(() => vi.unstubAllGlobals());

test.each([
  ['hubs', 'collaboration', '/elements/api-v2/docs/collaboration?format=openapi'],
  ['elements', 'ciscospark', '/elements/api-v2/elements/ciscospark/docs?format=openapi'],
  ['instances', '12', '/elements/api-v2/instances/12/docs?format=openapi'],
  ['formulas', '12', '/elements/api-v2/formulas/instances/12/docs?format=openapi'],
])('%s/%s shows the document at %s', (collection, id, document) => {
  const reference = referenceOf(collection, id);
  expect(reference && documentPath(reference)).toBe(document);
});

test('the platform has a document too, and nothing else has', () => {
  expect(documentPath(PLATFORM_REFERENCE)).toBe('/elements/api-v2/docs/platform?format=openapi');
  expect(referenceOf('nonsense', '1')).toBeUndefined();
});

test('a request runs with the session and the instance instead of the header of the samples', async () => {
  const sent: Request[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    sent.push(request);
    return Promise.resolve(new Response());
  });
  keepCsrfToken('token-of-this-session');
  const sample = { Authorization: `User ${PLACES.user}, Organization ${PLACES.organization}` };
  await tryIt('12', vi.fn())(`${location.origin}/elements/api-v2/channels`, { headers: sample });
  expect(sent[0]?.headers.get('Authorization')).toBeNull();
  expect(sent[0]?.headers.get('X-CSRF-Token')).toBe('token-of-this-session');
  expect(sent[0]?.headers.get('Valence-Instance')).toBe('12');
});

test('a call of a formula runs with the values of the instance that the page is of, unless another one was written', async () => {
  const sent: Request[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    sent.push(request);
    return Promise.resolve(new Response());
  });
  const call = tryIt(undefined, vi.fn(), '100');
  await call(`${location.origin}/elements/api-v2/greet`);
  await call(`${location.origin}/elements/api-v2/greet`, { headers: { 'elements-formula-instance-id': '7' } });
  expect(sent.map(({ headers }) => headers.get('Elements-Formula-Instance-Id'))).toEqual(['100', '7']);
  expect(sent[0]?.headers.get('Valence-Instance')).toBeNull();
});

test('a header that somebody wrote is sent as it is', async () => {
  const sent: Request[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    sent.push(request);
    return Promise.resolve(new Response());
  });
  const address = `${location.origin}/elements/api-v2/authentication/secrets`;
  await tryIt(undefined, vi.fn())(address, { headers: { Authorization: 'Bearer T' } });
  expect(sent[0]?.headers.get('Authorization')).toBe('Bearer T');
});

test.each([
  [401, null, 1],
  [401, { id: 1 }, 0],
  [403, null, 0],
])('a reply %i while %o is logged in tells of an end of the session %i times', async (status, user, times) => {
  vi.stubGlobal('fetch', (request: Request | string) =>
    Promise.resolve(typeof request === 'string' ? Response.json({ user }) : new Response(null, { status })),
  );
  const ended = vi.fn();
  await tryIt('12', ended)(`${location.origin}/elements/api-v2/channels`);
  expect(ended).toHaveBeenCalledTimes(times);
});

test('nothing of the session goes to another server', async () => {
  const sent: Request[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    sent.push(request);
    return Promise.resolve(new Response());
  });
  await tryIt('12', vi.fn())('https://elsewhere.example/channels');
  expect(sent[0]?.headers.get('X-CSRF-Token')).toBeNull();
  expect(sent[0]?.headers.get('Valence-Instance')).toBeNull();
});
