import type { DescribedField } from '../../api/mapping';

/** A place of the provider's object with what was seen there. */
export interface VendorPath {
  path: string;
  name: string;
  /** string, number, boolean, date, object, null, or array[...] of these. */
  type: string;
  /** What the sample has there; of a list its first. */
  value?: unknown;
  /** Whether the sample has it; otherwise the element describes it. */
  sampled: boolean;
  description?: string | undefined;
  children: VendorPath[];
}

const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/;

export const isDate = (text: string) => DATE.test(text) && !Number.isNaN(Date.parse(text));

/** Names with these have no path of their own. */
const ADDRESSABLE = /^[^.[\]]+$/;

/** The places of a sample, as the server writes paths: `home.city`, `emails[*]`, `people[*].name`. */
export function pathsOf(sample: object, base = ''): VendorPath[] {
  return Object.entries(sample)
    .filter(([name]) => ADDRESSABLE.test(name) && name === name.trim() && name !== 'size()')
    .map(([name, value]) => place(name, base === '' ? name : `${base}.${name}`, value));
}

function place(name: string, path: string, value: unknown): VendorPath {
  if (!Array.isArray(value)) {
    const children = isObject(value) ? pathsOf(value, path) : [];
    return { path, name, type: kindOf(value), value, sampled: true, children };
  }
  const items = value.filter((item) => item !== null);
  const [first] = items;
  if (items.length === 0) return { path, name, type: 'array', value, sampled: true, children: [] };
  // Members that only some of the items have count too.
  if (items.every(isObject)) {
    const all = Object.assign({}, ...[...items].reverse()) as object;
    return { path, name, type: 'array[object]', value, sampled: true, children: pathsOf(all, `${path}[*]`) };
  }
  return { path: `${path}[*]`, name, type: `array[${kindOf(first)}]`, value: first, sampled: true, children: [] };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'string') return isDate(value) ? 'date' : 'string';
  return typeof value;
}

/** All of them in the order in which they are shown. */
export const flat = (tree: readonly VendorPath[]): VendorPath[] =>
  tree.flatMap((each) => [each, ...flat(each.children)]);

/** The sample's places, and behind them those that the element describes and this sample does not have. */
export function withDescribed(tree: VendorPath[], described: readonly DescribedField[]): VendorPath[] {
  const known = new Set(flat(tree).flatMap(({ path }) => [path, path.replace(/\[\*]$/, '')]));
  const further = described.filter(({ vendorPath }) => !known.has(vendorPath));
  return [
    ...tree,
    ...further.map(({ vendorPath, type, description }) => ({
      path: vendorPath,
      name: vendorPath,
      type: type === 'integer' ? 'number' : type,
      sampled: false,
      description,
      children: [],
    })),
  ];
}
