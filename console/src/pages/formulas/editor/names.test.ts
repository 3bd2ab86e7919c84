import { expect, test } from 'vitest';
import type { StepExecution } from '../../../api/executions';
import { membersAt } from '../../../script/vocabulary';
import type { Draft } from './draft';
import { nameOf, placesOf, rootNames, scriptVocabulary, valueOf } from './names';

const part = (name: string, type: string, onSuccess: string[]) => ({
  name,
  type,
  properties: {},
  onSuccess,
  onFailure: [],
});
const draft: Draft = {
  name: 'F',
  configuration: [
    { key: 'chat', name: 'Chat', type: 'elementInstance' },
    { key: 'room', name: 'Room', type: 'value' },
  ],
  triggers: [part('trigger', 'event', ['find'])],
  steps: [
    part('find', 'elementRequest', ['text']),
    part('text', 'script', ['send']),
    part('send', 'elementRequest', []),
  ],
};
const ran = (stepName: string, values: Record<string, string>): StepExecution => ({
  id: 1,
  stepName,
  status: 'success',
  createdDate: '',
  stepExecutionValues: Object.entries(values).map(([key, value], id) => ({ id, key, value })),
});
const find = ran('find', {
  'find.request.method': 'GET',
  'find.response.code': '200',
  'find.response.body': '[{"id":"r1","title":"Sales"},{"id":"r2","locked":true}]',
});
const sample = {
  steps: [ran('trigger', { 'trigger.event': '{"objectId":"m1"}' }), find],
  configuration: { room: 'r1' },
};
const namesAt = (part: string, ...path: string[]) =>
  membersAt(rootNames(draft, part, sample), path)?.map(({ name }) => name);

test('what a step gave is put together from its values', () => {
  expect(valueOf(find)).toEqual({
    request: { method: 'GET' },
    response: {
      code: 200,
      body: [
        { id: 'r1', title: 'Sales' },
        { id: 'r2', locked: true },
      ],
    },
  });
  expect(valueOf(ran('text', { 'text.a.b': 'x', 'text.n': '{broken' }))).toEqual({ 'a.b': 'x', n: '{broken' });
  expect(valueOf(ran('text', { 'text.request': 'a', 'text.request.b': '1' }))).toEqual({
    request: 'a',
    'request.b': 1,
  });
  expect(valueOf(ran('text', { 'text.upload.request.b': '1', 'text.upload.c': '"q"' }))).toEqual({
    upload: { request: { b: 1 }, c: '"q"' },
  });
  expect(valueOf(ran('list', { list: '[1,2]' }))).toEqual([1, 2]);
});

test('scripts see the steps before them, with the values of the run in front of what is known', () => {
  expect(namesAt('send', 'steps')).toEqual(['find', 'text']);
  expect(namesAt('find', 'steps')).toBeUndefined();
  expect(namesAt('text', 'steps', 'find', 'response')).toEqual(['code', 'body', 'headers']);
  expect(namesAt('text', 'trigger')).toEqual(['event', 'type', 'eventId', 'instanceId', 'body']);
  expect(namesAt('text', 'trigger', 'event')?.[0]).toBe('objectId');
  expect(namesAt('text', 'config')).toEqual(['chat', 'room']);
});

test('without a run, what the type of a step always gives', () => {
  const names = rootNames(draft, 'text', undefined);
  expect(membersAt(names, ['steps', 'find', 'response'])?.map(({ name }) => name)).toEqual(['code', 'headers', 'body']);
  expect(scriptVocabulary(names).names.map(({ name }) => name)).toContain('done');
});

test('places to insert have their value beside them, and of lists the first item', () => {
  const places = placesOf(rootNames(draft, 'send', sample));
  expect(places).toContainEqual({ path: 'steps.find.response.body[0].title', detail: 'Sales' });
  expect(places).toContainEqual({ path: 'config.room', detail: 'r1' });
  expect(places.map(({ path }) => path)).not.toContain('steps');
});

test('what is deep, long or broad has an end', () => {
  let deep: unknown = 'x';
  for (let i = 0; i < 100; i += 1) deep = { deep };
  expect(JSON.stringify(nameOf('a', deep)).length).toBeLessThan(2000);
  expect(nameOf('a', 'y'.repeat(500)).detail?.length).toBeLessThan(70);
  const broad = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`m${i}`, i]));
  expect(nameOf('a', broad).members).toHaveLength(200);
});
