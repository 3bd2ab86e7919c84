import { t } from '../strings';
import { z } from './schema';
import { tagsOf } from './words';

/** What the server takes as the name of an instance, and as a tag. */
export const LONGEST_NAME = 500;

const shortEnough = z.maxLength(LONGEST_NAME, t.connect.tooLong(LONGEST_NAME));

export const optionalName = z.string().check(z.trim(), shortEnough);

export const requiredName = z.string().check(z.trim(), z.minLength(1, t.connect.nameMissing), shortEnough);

/** RFC 6749 section 3.3: no quotes, no backslashes, nothing outside of ASCII; here also on several lines. */
export const scopeLine = z.string().check(z.trim(), z.regex(/^[\s\x21\x23-\x5b\x5d-\x7e]*$/, t.application.scopeWrong));

/** Tags as they are typed: in one line, separated by commas. */
export const tagLine = z
  .string()
  .check(
    z.refine((text) => tagsOf(text).every(({ length }) => length <= LONGEST_NAME), t.connect.tagTooLong(LONGEST_NAME)),
  );
