/** One of the provider's objects that fields can be mapped to. */
export interface VendorObject {
  /** As `GET /objects` names it: `channelsMessages` for the messages inside of channels. */
  name: string;
  /** What a mapping calls it: the last word of its path. */
  vendorName: string;
  /** The words of its path: `['channels', 'messages']`. */
  words: string[];
  /** The path that lists it, behind the hub; nothing when it cannot be listed. */
  list?: string;
}

const isVariable = (segment: string) => segment.startsWith('{');
const segmentsOf = (path: string) =>
  path
    .replace(/^\/hubs\/[^/]+/, '')
    .split('/')
    .filter((segment) => segment !== '');
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The name of an object is made of the words of its path. */
const nameOf = ([first = '', ...more]: string[]) => first + more.map(capital).join('');

/**
 * The objects with their paths; those that can be listed come first among those of one name in mappings.
 *
 * @param names as `GET /objects` gives them
 * @param resources of the element
 */
export function vendorObjects(
  names: readonly string[],
  resources: readonly { method: string; path: string }[],
): VendorObject[] {
  const known = resources.map(({ method, path }) => {
    const segments = segmentsOf(path);
    const words = segments.filter((segment) => !isVariable(segment));
    const lists = method === 'GET' && !isVariable(segments.at(-1) ?? '{');
    return { name: nameOf(words), words, list: lists ? `/${segments.join('/')}` : undefined };
  });
  const all = names.map((name): VendorObject => {
    const ofName = known.filter((each) => each.name === name);
    const { words = [name], list } = ofName.find((each) => each.list) ?? ofName[0] ?? {};
    return { name, vendorName: words.at(-1) ?? name, words, ...(list ? { list } : {}) };
  });
  return all.filter(
    ({ list, vendorName }) => list ?? !all.some((other) => other.list && other.vendorName === vendorName),
  );
}

/** The object that a mapping means, best the one on the shortest path; what nobody knows stands for itself. */
export function objectOf(vendorName: string, objects: readonly VendorObject[]): VendorObject | undefined {
  if (vendorName === '') return undefined;
  const [best] = objects
    .filter((each) => each.vendorName === vendorName)
    .sort((one, other) => one.words.length - other.words.length);
  return best ?? { name: vendorName, vendorName, words: [vendorName], list: `/${vendorName}` };
}

/** Where the application lists its own object: there where the provider's is, under another name; ids are left to fill in. */
export function listOf(name: string, object: VendorObject | undefined): string {
  const parents = (object?.list ?? '').split('/').slice(1, -1);
  const filled = parents.map((segment) => (isVariable(segment) ? 'ID' : segment));
  return `/${[...filled, encodeURIComponent(name)].join('/')}`;
}
