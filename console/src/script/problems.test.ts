import { javascript } from '@codemirror/lang-javascript';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { problemsOf, toldProblems } from './problems';

const lines = (script: string, told = toldProblems([])) =>
  problemsOf(EditorState.create({ doc: script, extensions: [javascript(), told] })).map(({ line }) => line);

test.each([
  'done(transformedObject);',
  'return transformedObject;',
  'if (fromVendor) {\n  transformedObject.a ??= originalObject?.b;\n}\n',
  'const { a, ...rest } = originalObject;\nfor (const x of a) { done(`${x}`); }',
  '',
])('%j can be read', (script) => expect(lines(script)).toEqual([]));

test('where a script cannot be read is said at once, in its line', () => {
  expect(lines('let a = 1;\nlet b = = 2;\ndone(a);')).toEqual([2]);
});

test('what is missing at the end is missed where the script ends', () => {
  expect(lines('if (fromVendor) {\n  done(1);\n\n\n')).toEqual([2]);
});

test('what the server said counts more, and stays inside of the script', () => {
  expect(lines('let b = = 2;\n', toldProblems([{ line: 9, message: 'x' }]))).toEqual([2]);
});
