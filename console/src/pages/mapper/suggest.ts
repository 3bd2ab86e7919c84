import { misfit } from './fits';
import { flat, type VendorPath } from './paths';

/** Words that mean the same in most products. */
const ALIKE = [
  ['id', 'key', 'identifier', 'uid', 'uuid'],
  ['name', 'title', 'subject', 'label', 'caption'],
  ['created', 'made', 'creation', 'started', 'since'],
  ['modified', 'updated', 'changed', 'edited', 'activity'],
  ['mail', 'email', 'emails', 'mails'],
  ['phone', 'telephone', 'mobile', 'phones'],
  ['text', 'body', 'content', 'message'],
  ['description', 'about', 'notes', 'comment'],
  ['kind', 'type', 'category'],
  ['owner', 'creator', 'author'],
  ['first', 'given', 'fore'],
  ['last', 'family', 'sur'],
];
/** Words that say little: `createdAt` is `created`. */
const FILLING = new Set(['at', 'on', 'date', 'time', 'is', 'has', 'the', 'of', 'display', 'value']);
const ENOUGH = 0.6;
const SAME_TYPE = 0.1;

const canonical = (word: string) => ALIKE.find((words) => words.includes(word))?.[0] ?? word;

/** The words of a path, in their plainest form: `times.createdAt` has `times` and `created`. */
function wordsOf(path: string): string[] {
  const words = path
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !FILLING.has(word));
  return (telling.length > 0 ? telling : words).map(canonical);
}

/** How much two paths mean the same, by name: 0 for not at all, 1 for the same words. The last word counts most. */
export function likeness(one: string, other: string): number {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  if (left.join(' ') === right.join(' ')) return one.toLowerCase() === other.toLowerCase() ? 1 : 0.95;
  const common = left.filter((word) => right.includes(word)).length;
  const share = (2 * common) / (left.length + right.length);
  return left.at(-1) === right.at(-1)
    ? Math.max(0.7, share * 0.9) - 0.02 * Math.abs(left.length - right.length)
    : share * 0.7;
}

/**
 * A place for each field that has none and looks like it: by name first, then by type. A place is suggested once.
 *
 * @param taken places that are mapped already
 */
export function suggestions(
  fields: readonly { path: string; type: string }[],
  tree: readonly VendorPath[],
  taken: ReadonlySet<string>,
): Map<string, string> {
  const places = flat(tree).filter(({ path, children }) => children.length === 0 && !taken.has(path));
  const pairs = fields
    .flatMap((field) =>
      places
        .filter((vendor) => [undefined, 'firstOnly'].includes(misfit(field.type, vendor)))
        .map((vendor) => ({ field, vendor, score: scoreOf(field, vendor) })),
    )
    .filter(({ score }) => score >= ENOUGH)
    .sort((one, other) => other.score - one.score);
  const found = new Map<string, string>();
  const used = new Set<string>();
  for (const { field, vendor } of pairs) {
    if (found.has(field.path) || used.has(vendor.path)) continue;
    found.set(field.path, vendor.path);
    used.add(vendor.path);
  }
  return found;
}

const scoreOf = (field: { path: string; type: string }, vendor: VendorPath) =>
  likeness(field.path, vendor.path) + (field.type === vendor.type ? SAME_TYPE : 0) - (vendor.sampled ? 0 : 0.05);
