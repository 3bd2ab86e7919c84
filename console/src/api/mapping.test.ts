import { expect, test } from 'vitest';
import { scriptFailure } from './mapping';

test.each([
  [null, undefined],
  ['script line 3: ReferenceError: x is not defined', { line: 3, message: 'ReferenceError: x is not defined' }],
  ['script: The script took longer than 1000 ms', { message: 'The script took longer than 1000 ms' }],
  ['something else', { message: 'something else' }],
])('%j', (text, failure) => expect(scriptFailure(text)).toEqual(failure));
