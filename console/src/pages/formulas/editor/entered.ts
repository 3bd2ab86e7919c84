/** What is no number of JavaScript's any more: reading it would store another one. */
const LONG_NUMBER = /\d{16,}|\d[eE]/;
const STRING = /"(?:[^"\\]|\\.)*"/g;

/** A property as the form shows it; objects and lists are laid out as JSON. */
export const shownProperty = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value, null, 2);

/**
 * What is stored for a text that was typed: the object or list that it is as JSON, in which the server fills in each value on its
 * own; everything else is text.
 */
export function enteredProperty(text: string): unknown {
  if (!/^\s*[[{]/.test(text) || LONG_NUMBER.test(text.replace(STRING, ''))) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
