import { CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { javascript } from '@codemirror/lang-javascript';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { expect, test } from 'vitest';
import { completionFrom } from './completion';
import { withStandard } from './standard';

const source = completionFrom(
  withStandard([
    {
      name: 'originalObject',
      kind: 'value',
      members: [
        { name: 'title', kind: 'value' },
        { name: 'first name', kind: 'value' },
      ],
    },
  ]),
);

/** What is offered at the end of a script. */
function offered(script: string, explicit = false): CompletionResult | null {
  const state = EditorState.create({ doc: script, extensions: javascript() });
  return source(new CompletionContext(state, script.length, explicit));
}
const labels = (script: string, explicit = false) => offered(script, explicit)?.options.map(({ label }) => label);

test('behind a dot stands what is there', () => {
  expect(labels('originalObject.ti')).toEqual(['title', 'first name']);
  expect(labels('CE.')).toContain('md5');
  expect(labels('console.')).toContain('log');
});

test('at the start of an expression stand the names of the surroundings', () => {
  expect(labels('d')).toEqual(['originalObject', 'done', 'CE', 'console', 'require']);
  expect(labels('', true)).toContain('originalObject');
  expect(labels('')).toBeUndefined();
});

test('a module is known once it is required, and not before', () => {
  expect(labels("const _ = require('lodash');\n_.")).toContain('groupBy');
  expect(labels("const u = require('util');\nu.")).toContain('format');
  expect(labels('_.')).toBeUndefined();
  expect(labels("const x = require('fs');\nx.")).toBeUndefined();
});

test.each(['// originalObject.', '/* originalObject.', "'originalObject.", '`originalObject.', 'unknown.', 'f().o'])(
  'nothing is offered in %j',
  (script) => expect(offered(script)).toBeNull(),
);

test('a name that is no identifier is written in brackets', () => {
  const script = 'originalObject?.fi';
  const view = new EditorView({ doc: script, extensions: javascript() });
  const result = offered(script)!;
  const odd = result.options.find(({ label }) => label === 'first name')!;
  (odd.apply as (...given: unknown[]) => void)(view, odd, result.from, script.length);
  expect(view.state.doc.toString()).toBe('originalObject?.["first name"]');
});
