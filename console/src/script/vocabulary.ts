/** Something that can be written in a script, and what may follow behind its dot. */
export interface Name {
  name: string;
  kind: 'value' | 'list' | 'function';
  /** A few words that stand beside it: its type, or its parameters. */
  detail?: string;
  /** What it is for, in a sentence. */
  info?: string;
  members?: Name[];
  /** Of a list: what each of its items has. */
  items?: Name[];
}

/** What a script finds around it. Each kind of script brings its own names. */
export interface Vocabulary {
  names: Name[];
  /** What `require` gives, by its name: `const _ = require('lodash')` makes these known behind `_`. */
  modules: Record<string, Name[]>;
}

/** What every list has, whatever is in it. */
const OF_LISTS: Name[] = [
  { name: 'length', kind: 'value', detail: 'number' },
  ...['map', 'filter', 'find', 'some', 'every', 'forEach', 'includes', 'join', 'slice', 'push'].map((name): Name => ({
    name,
    kind: 'function',
  })),
];

/** One step of the way into an object: a name, or any place of a list. */
export type Step = string | typeof ANY_ITEM;
export const ANY_ITEM = Symbol('any item');

/** What may follow behind these steps; nothing when nobody knows. */
export function membersAt(names: readonly Name[], [root, ...steps]: readonly Step[]): Name[] | undefined {
  let at = names.find(({ name }) => name === root);
  for (const step of steps) {
    if (!at) return undefined;
    if (step === ANY_ITEM) at = at.items && { name: '', kind: 'value', members: at.items };
    else at = at.members?.find(({ name }) => name === step);
  }
  if (!at) return undefined;
  return at.kind === 'list' ? OF_LISTS : at.members;
}

/** All names of both; where both have one, with the members of both, the first ones in front. */
export function joinedNames(first: readonly Name[], second: readonly Name[]): Name[] {
  const further = second.filter(({ name }) => !first.some((each) => each.name === name));
  const joined = first.map((one) => {
    const other = second.find(({ name }) => name === one.name);
    if (!other) return one;
    const made: Name = { ...one };
    if (one.members ?? other.members) made.members = joinedNames(one.members ?? [], other.members ?? []);
    if (one.items ?? other.items) made.items = joinedNames(one.items ?? [], other.items ?? []);
    return made;
  });
  return [...joined, ...further];
}
