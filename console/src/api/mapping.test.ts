import { expect, test } from 'vitest';
import { scriptFailure } from './mapping';

test.each([
  [null, undefined],
  ['script line 3: ReferenceError: x is not defined', { line: 3, message: 'ReferenceError: x is not defined' }],
  ['script: The script took longer than 1000 ms', { message: 'The script took longer than 1000 ms' }],
  ['something else', { message: 'something else' }],
  [
    'script line 5: SyntaxError: Expected ident but found eof  ^',
    { line: 5, message: 'SyntaxError: Expected ident but found eof' },
  ],
])('%j', (text, failure) => expect(scriptFailure(text)).toEqual(failure));
