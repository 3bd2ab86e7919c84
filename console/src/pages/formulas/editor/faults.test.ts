import { expect, test } from 'vitest';
import type { Draft } from './draft';
import { ownFaults, toldFaults, unreadableLine } from './faults';

const draft = (type: string, properties: Record<string, unknown>): Draft => ({
  name: 'F',
  configuration: [{ key: 'room.id', type: 'value' }],
  triggers: [{ name: 'trigger', type: 'manual', properties: {}, onSuccess: ['a'], onFailure: [] }],
  steps: [{ name: 'a', type, properties, onSuccess: [], onFailure: [] }],
});
const told = (type: string, properties: Record<string, unknown>) =>
  ownFaults(draft(type, properties)).map(({ kind, field, message }) => `${kind} ${field} ${message}`);

test('a script that cannot be read is a problem in its line', () => {
  expect(told('script', { body: 'let a = 1;\nlet b = = 2;' })).toEqual([
    'problem properties.body is not JavaScript: look at line 2',
  ]);
  expect(unreadableLine('if (a) {\n  done(1);\n\n')).toBe(2);
  expect(unreadableLine('return steps.a;')).toBeUndefined();
});

test('references to what is not there are hints', () => {
  expect(told('script', { body: 'done(steps.a, steps.gone, config.room);' })).toEqual([
    "warning properties.body uses the step 'gone', which the formula does not have",
    "warning properties.body uses the variable 'room', which the formula does not have",
  ]);
  expect(told('request', { api: '/x/${steps.gone.id}/${config.room.id}/${steps.a[0].id}/${trigger.args.x}' })).toEqual([
    "warning properties.api uses the step 'gone', which the formula does not have",
  ]);
});

test('references within an object are looked at too', () => {
  const body = { a: '${steps["gone"].x}', b: ['${steps.gone}', 7, null, '${steps.a}'] };
  expect(told('request', { body })).toEqual([
    "warning properties.body uses the step 'gone', which the formula does not have",
  ]);
});

test('the body of a request is no script', () => {
  expect(told('request', { body: '{"text": ${steps.a}}' })).toEqual([]);
});

test('what the server says stands at its place', () => {
  expect(toldFaults(draft('request', {}), 'problem', { 'steps.a.properties.api': 'is missing' })).toEqual([
    { kind: 'problem', message: 'is missing', part: 'a', field: 'properties.api' },
  ]);
});
