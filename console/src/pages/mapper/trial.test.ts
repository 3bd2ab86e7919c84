import { expect, test } from 'vitest';
import type { LevelScript } from './levels';
import { tried } from './trial';

type Object = Record<string, unknown>;

/** Maps nothing, and runs the script as the server does. */
const run = (payload: unknown, method: 'GET' | 'POST', script = 'done(transformedObject)') => {
  const copy = () => structuredClone(payload);
  let value = copy();
  try {
    const body = new Function('originalObject', 'transformedObject', 'fromVendor', 'done', script);
    body(copy(), copy(), method === 'GET', (result: unknown) => (value = result));
    return Promise.resolve({ value });
  } catch (error) {
    return Promise.resolve({ value: copy(), failure: { message: String(error), line: 1 } });
  }
};
const script = (level: LevelScript['level'], body: string): LevelScript => ({ level, body });
const add = (name: string) =>
  `transformedObject.${name} = Object.keys(transformedObject).length + ':' + Object.keys(originalObject).length; done(transformedObject);`;

test('without a script the fields alone count', async () => {
  expect(await tried(run, [], { a: 1 })).toMatchObject({
    read: { value: { a: 1 }, failures: [] },
    sent: { value: { a: 1 } },
  });
});

test('each script goes on with what the one before made, and sees the original', async () => {
  const trial = await tried(run, [script('organization', add('b')), script('account', add('c'))], { a: 1 });
  expect(trial.read.value).toEqual({ a: 1, b: '1:1', c: '2:1' });
});

test('one that fails changes nothing, and is named by its level', async () => {
  const broken = script('account', 'transformedObject.x = 1; throw new Error("no")');
  const { read } = await tried(run, [script('organization', add('b')), broken, script('instance', add('c'))], { a: 1 });
  expect(read.value).toEqual({ a: 1, b: '1:1', c: '2:1' });
  expect(read.failures).toMatchObject([{ level: 'account', message: 'Error: no', line: 1 }]);
});

test('what was made survives texts that mean something in a script', async () => {
  const odd: Object = JSON.parse('{"__proto__": {"a": 1}, "text": "\\"\\u2028`${1}\\\\"}') as Object;
  const { read } = await tried(
    run,
    [script('account', 'done(transformedObject)'), script('instance', 'done(transformedObject)')],
    odd,
  );
  expect(JSON.stringify(read.value)).toBe(JSON.stringify(odd));
});

test('what is no object is not sent back', async () => {
  const trial = await tried(run, [script('account', 'done("text")')], { a: 1 });
  expect(trial).toMatchObject({ read: { value: 'text' }, sent: undefined });
});
