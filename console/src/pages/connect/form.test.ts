import { expect, test } from 'vitest';
import type { ElementDetails } from '../../api/catalog';
import { checksOf, faultOf, requestOf, startValues } from './form';

const entry = (key: string, more = {}) => ({
  key,
  name: key,
  description: '',
  type: 'TEXTFIELD_1000',
  required: false,
  hidden: false,
  ...more,
});

const element: ElementDetails = {
  id: 1,
  key: 'example',
  name: 'Example',
  description: '',
  hub: 'general',
  authentication: { type: 'oauth2', pkce: true, redirectUri: 'http://localhost/callback', setup: [] },
  scopes: [
    { name: 'read', description: 'Read' },
    { name: 'admin', description: 'Change (administrators only)' },
  ],
  resources: [],
  events: { supported: false, types: [] },
  configuration: [
    entry('oauth.api.key', { required: true }),
    entry('base.url', { hidden: true }),
    entry('filter.response.nulls', { type: 'BOOLEAN', default: 'true' }),
    entry('event.notification.callback.url'),
  ],
  application: null,
  instances: 0,
};

const filled = { ...startValues(element, undefined), name: ' Team ', apiKey: 'id', apiSecret: 'secret' };

const messagesOf = (values: unknown, needsKeys = true) => {
  const result = checksOf(element, needsKeys).safeParse(values);
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

test('who switches events on has to say where they go', () => {
  const withEvents = {
    ...element,
    configuration: [
      entry('event.notification.enabled', { type: 'BOOLEAN', default: 'false' }),
      entry('event.notification.callback.url'),
    ],
  };
  const faults = (enabled: string, url: string) => {
    const values = {
      ...filled,
      configuration: [
        { key: 'event.notification.enabled', value: enabled },
        { key: 'event.notification.callback.url', value: url },
      ],
    };
    return checksOf(withEvents, true)
      .safeParse(values)
      .error?.issues.map(({ path }) => path.join('.'));
  };
  expect(faults('true', ' ')).toEqual(['configuration.1.value']);
  expect(faults('true', 'https://app.example/events')).toBeUndefined();
  expect(faults('false', '')).toBeUndefined();
});

test('a stored client id that was refused stands beside the secret that is asked for anew', () => {
  const stored = { ...element, application: { apiKey: 'stored-id' } };
  const problem = { kind: 'wrongSecret', title: '', message: '' } as const;
  const earlier = { id: 1, status: 'failed', name: 'Team', problem } as const;
  expect(startValues(stored, earlier)).toMatchObject({ apiKey: 'stored-id', apiSecret: '' });
  expect(startValues(stored, undefined).apiKey).toBe('');
});

test('the form offers neither hidden entries nor those of the application', () => {
  expect(filled.configuration.map(({ key }) => key)).toEqual([
    'filter.response.nulls',
    'event.notification.callback.url',
  ]);
});

test('at first the scopes are chosen that everybody may allow, or those of the earlier attempt', () => {
  expect(filled.scopes).toEqual(['read']);
  const earlier = { id: 1, status: 'denied', name: 'Team', scope: 'read admin' } as const;
  expect(startValues(element, earlier).scopes).toEqual(['read', 'admin']);
});

test('after the provider refused the scopes, those of administrators are left out', () => {
  const problem = { kind: 'invalidScope', title: '', message: '' } as const;
  const earlier = { id: 1, status: 'failed', name: 'Team', scope: 'read admin', problem } as const;
  expect(startValues(element, earlier).scopes).toEqual(['read']);
  expect(startValues(element, { ...earlier, scope: 'admin' }).scopes).toEqual(['admin']);
});

test('keys are required only where none are stored', () => {
  const nameless = { ...filled, apiKey: '', apiSecret: ' ' };
  expect(messagesOf(nameless)).toHaveLength(2);
  expect(messagesOf(nameless, false)).toEqual([]);
});

test('a fault in the configuration is tied to its field', () => {
  const configuration = [
    { key: 'filter.response.nulls', value: 'true' },
    { key: 'event.notification.callback.url', value: 'ftp://nowhere' },
  ];
  expect(messagesOf({ ...filled, configuration })).toEqual([
    'configuration.1.value: Enter an http or https address, for example https://app.example/events.',
  ]);
});

test('text longer than its type allows is a fault, and so is a missing required one', () => {
  expect(faultOf(entry('a', { type: 'TEXTFIELD_32' }), 'x'.repeat(33))).toBe('Use at most 32 characters.');
  expect(faultOf(entry('a', { type: 'TEXTFIELD_32' }), 'x'.repeat(32))).toBeUndefined();
  expect(faultOf(entry('a', { required: true }), '')).toBe('This is required.');
});

test('only what differs from the defaults is sent', () => {
  const changed = { ...filled, tags: 'eu, , eu, support', scopes: ['read'] };
  expect(requestOf(element, changed)).toEqual({
    name: 'Team',
    tags: ['eu', 'support'],
    configuration: {},
    apiKey: 'id',
    apiSecret: 'secret',
    scope: 'read',
  });
  const configuration = [{ key: 'filter.response.nulls', value: 'false' }];
  expect(requestOf(element, { ...changed, configuration }).configuration).toEqual({ 'filter.response.nulls': 'false' });
});

test('names and tags may be as long as the server takes them', () => {
  const longest = 'x'.repeat(500);
  expect(messagesOf({ ...filled, name: longest, tags: `eu, ${longest}` })).toEqual([]);
  expect(messagesOf({ ...filled, name: `${longest}x`, tags: `eu, ${longest}x` })).toEqual([
    'name: Use at most 500 characters.',
    'tags: A tag may have at most 500 characters.',
  ]);
});
