import { describe, expect, test } from 'vitest';
import type { Draft } from './draft';
import { type Form, read, withNumbers, written } from './text';

const draft: Draft = {
  name: 'F',
  description: 'Two\nlines',
  configuration: [{ id: 1, key: 'chat', name: 'Chat', type: 'elementInstance', required: true }],
  triggers: [{ id: 2, name: 'trigger', type: 'manual', properties: {}, onSuccess: ['a'], onFailure: [] }],
  steps: [
    {
      id: 3,
      name: 'a',
      type: 'script',
      properties: { body: `const x = "': #";\n// ${'long '.repeat(40)}\ndone(x);`, n: '007', yes: 'true' },
      onSuccess: [],
      onFailure: [],
    },
  ],
  active: true,
  readme: { no: null },
};

describe.each<Form>(['json', 'yaml'])('as %s', (form) => {
  test('a formula is read as it was written', () => {
    const text = written(draft, form);
    expect(text).not.toMatch(/\bid\b/);
    const reading = read(text, form);
    expect('draft' in reading && withNumbers(reading.draft, draft)).toEqual(draft);
  });

  test('a short document gets what is left out', () => {
    const reading = read('{"name": "F", "steps": [{"name": "a", "type": "script", "onSuccess": "b"}]}', form);
    expect(reading).toEqual({
      draft: {
        name: 'F',
        configuration: [],
        triggers: [],
        steps: [{ name: 'a', type: 'script', properties: {}, onSuccess: ['b'], onFailure: [] }],
      },
    });
  });
});

test('scripts stand in YAML line by line', () => {
  expect(written(draft, 'yaml')).toContain('      body: |-\n        const x = "\': #";\n');
});

test.each<[Form, string, number]>([
  ['json', '{\n  "name": "F",\n  "steps": [}\n}', 3],
  ['json', '{\n  "name": "F"', 2],
  ['json', 'name: F', 1],
  ['json', '{\n  "name": "F",\n  "steps": [\n    "a"\n  ]\n}', 4],
  ['json', '{\n  "name": 7\n}', 2],
  ['yaml', 'name: F\nsteps:\n  - name: a\n   type: b\n', 4],
  ['yaml', 'name: F\nsteps:\n  a: b\n', 3],
  ['yaml', 'name: F\nsteps:\n  - name: a\n    onSuccess: [1]\n', 4],
  ['yaml', '- a\n', 1],
  ['yaml', '', 1],
])('%s %j is wrong in line %i', (form, text, line) => {
  const reading = read(text, form);
  expect(reading).toMatchObject({ line });
  expect('message' in reading && reading.message).not.toBe('');
});

test('a text that multiplies itself is refused', () => {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 0; i < 9; i += 1) {
    const [name, before] = [`a${i}`, i === 0 ? 'a' : `a${i - 1}`];
    lines.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`);
  }
  expect(read(lines.join('\n'), 'yaml')).toHaveProperty('message');
});
