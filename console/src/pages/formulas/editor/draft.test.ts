import { describe, expect, test } from 'vitest';
import type { FlowPart } from '../../../api/formulas';
import {
  addStep,
  addVariable,
  behind,
  changeVariable,
  connect,
  type Draft,
  draftOf,
  lastOf,
  nameFault,
  partOf,
  reconnect,
  removeStep,
  renameStep,
  setMember,
  setProperty,
  setStepType,
  setTrigger,
  stepsBefore,
} from './draft';

const part = (
  name: string,
  type: string,
  onSuccess: string[] = [],
  onFailure: string[] = [],
  properties = {},
): FlowPart => ({
  name,
  type,
  properties,
  onSuccess,
  onFailure,
});

const formula = (triggers: FlowPart[], ...steps: FlowPart[]): Draft => ({
  name: 'F',
  configuration: [{ key: 'chat', name: 'Chat', type: 'elementInstance', required: true }],
  triggers,
  steps,
});

const start = (...to: string[]) => [part('trigger', 'manual', to)];
const line = formula(start('a'), part('a', 'script', ['b']), part('b', 'script'));
const links = (draft: Draft) =>
  Object.fromEntries(
    [...draft.triggers, ...draft.steps].map(({ name, onSuccess, onFailure }) => [name, [onSuccess, onFailure]]),
  );

test('what the server says is not edited, and members that nobody knows are kept', () => {
  const read = { ...line, id: 7, createdDate: 'x', accountId: 1, readme: { a: 1 }, active: true };
  expect(draftOf(read)).toEqual({ ...line, readme: { a: 1 }, active: true });
});

describe('a step that is added', () => {
  test('takes over what came there before', () => {
    const { draft, name } = addStep(line, 'script', { from: 'a', way: 'onSuccess' });
    expect(name).toBe('script');
    expect(links(draft)).toMatchObject({ a: [['script'], []], script: [['b'], []] });
    expect(partOf(draft, name)?.properties).toEqual({ body: 'done({});' });
    expect(line.steps).toHaveLength(2);
  });

  test('can stand on a way of failure', () => {
    const { draft } = addStep(line, 'elementRequest', { from: 'a', way: 'onFailure' });
    expect(links(draft)).toMatchObject({ a: [['b'], ['call']], call: [[], []] });
    expect(partOf(draft, 'call')?.properties).toEqual({ elementInstanceId: '${config.chat}', method: 'GET' });
  });

  test('has a name that is free', () => {
    const once = addStep(line, 'script', undefined).draft;
    expect(addStep(once, 'script', undefined).name).toBe('script2');
  });

  test('leads back when it is the first of a loop, and a loop goes on afterwards', () => {
    const { draft } = addStep(line, 'loop', { from: 'a', way: 'onSuccess' });
    expect(links(draft)).toMatchObject({ a: [['loop'], []], loop: [[], ['b']] });
    const inside = addStep(draft, 'script', { from: 'loop', way: 'onSuccess' }).draft;
    expect(links(inside)).toMatchObject({ loop: [['script'], ['b']], script: [['loop'], []] });
    expect(behind(inside, 'loop')).toEqual({ from: 'loop', way: 'onFailure' });
    expect(lastOf(inside)).toEqual({ from: 'b', way: 'onSuccess' });
  });

  test('comes last when nobody says where, also in a circle', () => {
    expect(lastOf(line)).toEqual({ from: 'b', way: 'onSuccess' });
    expect(lastOf(formula(start()))).toEqual({ from: 'trigger', way: 'onSuccess' });
    expect(lastOf(formula([]))).toBeUndefined();
    expect(lastOf(formula(start('a'), part('a', 'script', ['b']), part('b', 'script', ['a'])))?.from).toBe('b');
    const loose = addStep(formula([]), 'script', undefined).draft;
    expect(links(loose)).toEqual({ script: [[], []] });
  });
});

describe('a step that is removed', () => {
  test('leaves what led to it to what came behind it', () => {
    expect(links(removeStep(line, 'a'))).toEqual({ trigger: [['b'], []], b: [[], []] });
  });

  test('is followed on all ways', () => {
    const both = formula(
      start('a'),
      part('a', 'script', ['b'], ['b']),
      part('b', 'script', ['c']),
      part('c', 'script'),
    );
    expect(links(removeStep(both, 'b'))).toEqual({ trigger: [['a'], []], a: [['c'], ['c']], c: [[], []] });
  });

  test('leaves no step that leads to itself when it was a loop', () => {
    const loop = formula(
      start('each'),
      part('each', 'loop', ['body'], ['end']),
      part('body', 'script', ['each']),
      part('end', 'script'),
    );
    expect(links(removeStep(loop, 'each'))).toEqual({ trigger: [['end'], []], body: [['end'], []], end: [[], []] });
    expect(links(removeStep(loop, 'body'))).toMatchObject({ each: [[], ['end']] });
  });

  test('is never the trigger', () => expect(removeStep(line, 'trigger')).toBe(line));
});

describe('a step that gets another name', () => {
  const uses = formula(
    start('find'),
    part('find', 'elementRequest', ['use'], ['find'], { api: '/x' }),
    part('use', 'script', [], ['find'], { body: 'done(steps.find.response.body);' }),
    part('send', 'elementRequest', [], [], { body: { id: '${steps.find.id}' }, api: '/x/${find.id}' }),
  );

  test('is followed by links, scripts and properties', () => {
    const renamed = renameStep(uses, 'find', 'get');
    expect(renamed.triggers[0]?.onSuccess).toEqual(['get']);
    expect(links(renamed)).toMatchObject({ get: [['use'], ['get']], use: [[], ['get']] });
    expect(partOf(renamed, 'use')?.properties.body).toBe('done(steps.get.response.body);');
    expect(partOf(renamed, 'send')?.properties).toEqual({ body: { id: '${steps.get.id}' }, api: '/x/${get.id}' });
  });

  test('but not by plain text, nor by a variable of the same name', () => {
    const texts = formula(
      start('chat'),
      part('chat', 'loop', [], [], { list: 'chat.items' }),
      part('b', 'amqpRequest', [], [], { queue: 'orders.created', url: '${steps.chat.url}/${chat}' }),
      part('orders', 'script'),
    );
    expect(renameStep(texts, 'orders', 'o').steps[1]?.properties.queue).toBe('orders.created');
    const renamed = renameStep(texts, 'chat', 'room');
    expect(renamed.steps[1]?.properties.url).toBe('${steps.room.url}/${chat}');
    expect(changeVariable(texts, 0, { key: 'k' }).steps[1]?.properties.url).toBe('${steps.chat.url}/${k}');
    const each = renameStep({ ...texts, configuration: [] }, 'chat', 'room');
    expect(each.steps[0]?.properties.list).toBe('room.items');
  });

  test('cannot have that of another, none, or the trigger’s', () => {
    expect(nameFault(uses, 'find', 'use')).toBe('taken');
    expect(nameFault(uses, 'find', ' ')).toBe('missing');
    expect(nameFault(uses, 'find', 'trigger')).toBe('trigger');
    expect(nameFault(uses, 'find', 'find')).toBeUndefined();
    expect(renameStep(uses, 'find', 'use')).toBe(uses);
  });
});

test('links are drawn and cut', () => {
  expect(links(connect(line, 'b', 'onFailure', 'a'))).toMatchObject({ b: [[], ['a']] });
  expect(links(connect(line, 'trigger', 'onSuccess', undefined))).toMatchObject({ trigger: [[], []] });
});

test('one of several links leads elsewhere, and the others stay', () => {
  const fork = formula(start('a'), part('a', 'script', ['b', 'c']), part('b', 'script'), part('c', 'script'));
  const to = (draft: Draft) => partOf(draft, 'a')?.onSuccess;
  expect(to(reconnect(fork, 'a', 'onSuccess', 'b', 'a'))).toEqual(['a', 'c']);
  expect(to(reconnect(fork, 'a', 'onSuccess', 'c', undefined))).toEqual(['b']);
  expect(to(reconnect(fork, 'a', 'onSuccess', 'b', 'c'))).toEqual(['c']);
});

test('of two steps of one name the first is changed', () => {
  const twins = formula(start('a'), part('a', 'script'), part('a', 'filter'));
  expect(setProperty(twins, 'a', 'body', 'x').steps.map(({ properties }) => properties)).toEqual([{ body: 'x' }, {}]);
  expect(renameStep(twins, 'a', 'b').steps.map(({ name, type }) => [name, type])).toEqual([
    ['b', 'script'],
    ['a', 'filter'],
  ]);
});

test('an empty property is taken away, and others stay where they are', () => {
  const both = formula(start('a'), part('a', 'request', [], [], { method: 'GET', api: '/x' }));
  expect(JSON.stringify(partOf(setProperty(both, 'a', 'method', 'POST'), 'a')?.properties)).toBe(
    '{"method":"POST","api":"/x"}',
  );
  expect(partOf(setProperty(both, 'a', 'api', ''), 'a')?.properties).toEqual({ method: 'GET' });
});

test('another trigger keeps where it leads, and what it has too', () => {
  const event = setTrigger(line, 'event');
  expect(event.triggers).toEqual([part('trigger', 'event', ['a'], [], { elementInstanceId: '${config.chat}' })]);
  expect(setTrigger(event, 'manual').triggers[0]?.properties).toEqual({});
  expect(setTrigger(formula([], part('a', 'script')), 'scheduled').triggers).toMatchObject([
    { type: 'scheduled', onSuccess: ['a'], properties: { cron: '0 0 9 ? * MON-FRI *' } },
  ]);
});

describe('a step that becomes one of another type', () => {
  const retyped = (step: FlowPart, type: string) =>
    partOf(setStepType(formula(start(step.name), step), step.name, type), step.name);

  test('keeps its name, its links, its note and the properties that both types know', () => {
    const call = {
      ...part('a', 'elementRequest', ['b'], ['c'], { method: 'POST', api: '/x', body: { n: 1 } }),
      description: 'N',
      id: 4,
    };
    expect(retyped({ ...call, properties: { ...call.properties, elementInstanceId: '7' } }, 'request')).toEqual({
      ...call,
      type: 'request',
    });
    expect(retyped(call, 'httpRequest')?.properties).toEqual({ method: 'POST', body: { n: 1 } });
  });

  test('begins as every step of its type does where there is nothing to keep', () => {
    expect(retyped(part('a', 'script', [], [], { body: 'done({ a: 1 });' }), 'elementRequest')?.properties).toEqual({
      elementInstanceId: '${config.chat}',
      method: 'GET',
    });
  });

  test('keeps a script that somebody wrote, but not the one that a new step comes with', () => {
    expect(retyped(part('a', 'script', [], [], { body: 'done({});' }), 'filter')?.properties).toEqual({
      body: 'done(true);',
    });
    expect(retyped(part('a', 'script', [], [], { body: 'done(1);' }), 'filter')?.properties).toEqual({
      body: 'done(1);',
    });
  });

  test('takes no request’s body for a script', () => {
    const request = part('a', 'request', [], [], { method: 'POST', api: '/x', body: { n: 1 } });
    expect(retyped(request, 'script')?.properties).toEqual({ body: 'done({});' });
  });

  test('may have been of a type that nobody knows', () => {
    expect(retyped(part('a', 'odd', [], [], { url: 'https://x', other: 1 }), 'httpRequest')?.properties).toEqual({
      method: 'GET',
      url: 'https://x',
    });
  });

  test('is the same draft when it is of that type, and never the trigger', () => {
    expect(setStepType(line, 'a', 'script')).toEqual(line);
    expect(setStepType(line, 'trigger', 'filter')).toBe(line);
  });
});

test('a variable that gets another key is followed', () => {
  const uses = formula(
    [part('trigger', 'event', [], [], { elementInstanceId: '${config.chat}' })],
    part('a', 'script', [], [], { body: 'done(config.chat);' }),
  );
  const renamed = changeVariable(uses, 0, { key: 'webex' });
  expect(renamed.configuration[0]).toMatchObject({ key: 'webex', name: 'Chat' });
  expect(renamed.triggers[0]?.properties).toEqual({ elementInstanceId: '${config.webex}' });
  expect(renamed.steps[0]?.properties).toEqual({ body: 'done(config.webex);' });
  expect(addVariable(addVariable(uses, 'value'), 'value').configuration.map(({ key }) => key)).toEqual([
    'chat',
    'value',
    'value2',
  ]);
});

test('an empty member of the formula is taken away', () => {
  expect(setMember({ ...line, uri: '/x' }, 'uri', '')).toEqual(line);
  expect(setMember(line, 'active', false)).toEqual({ ...line, active: false });
});

test('the steps before are those that may have run', () => {
  const fork = formula(
    start('a'),
    part('a', 'filter', ['b'], ['c']),
    part('b', 'script', ['d']),
    part('c', 'script', ['d']),
    part('d', 'script'),
    part('loose', 'script'),
  );
  expect(stepsBefore(fork, 'd')).toEqual(['a', 'b', 'c']);
  expect(stepsBefore(fork, 'b')).toEqual(['a']);
  expect(stepsBefore(fork, 'loose')).toEqual(['a', 'b', 'd', 'c']);
  const loop = formula(start('each'), part('each', 'loop', ['body']), part('body', 'script', ['each']));
  expect(stepsBefore(loop, 'each')).toEqual(['body']);
});

test('what a variable need not have is left out when it is emptied', () => {
  const described = changeVariable(line, 0, { description: 'x' });
  expect(described.configuration[0]?.description).toBe('x');
  expect(changeVariable(described, 0, { description: '' })).toEqual(line);
});
