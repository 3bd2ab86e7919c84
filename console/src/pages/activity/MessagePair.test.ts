import { expect, test } from 'vitest';
import { hadBody } from './MessagePair';

test.each([
  [{ 'content-length': '394' }, true],
  [{ 'Transfer-Encoding': ['chunked'] }, true],
  [{ 'Content-Length': ['0'] }, false],
  [{ 'content-type': 'application/json' }, false],
  [undefined, false],
])('headers %o tell of a body: %s', (headers, had) => expect(hadBody({ headers })).toBe(had));
