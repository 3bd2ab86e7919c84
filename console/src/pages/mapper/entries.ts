import type { Entry } from '../../api/mapping';

interface Configured {
  configuration?: Entry[];
}

/** The properties of the entry of this type; nothing when there is no such entry. */
export const entry = (of: Configured | undefined, type: string): Record<string, unknown> | undefined => {
  const found = of?.configuration?.find((each) => each.type === type);
  return found && (found.properties ?? {});
};

/** With the entry's properties changed, or made; all other entries, and its other properties, stay what they are. */
export function withEntry<T extends Configured>(of: T, type: string, changes: Record<string, unknown> = {}): T {
  const all = of.configuration ?? [];
  const known = all.find((each) => each.type === type);
  const properties = { ...known?.properties, ...changes };
  const kept = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
  const made: Entry = { ...known, type, ...(Object.keys(kept).length > 0 ? { properties: kept } : {}) };
  if (Object.keys(kept).length === 0) delete made.properties;
  return { ...of, configuration: known ? all.map((each) => (each === known ? made : each)) : [...all, made] };
}

export function withoutEntry<T extends Configured>(of: T, type: string): T {
  if (!of.configuration?.some((each) => each.type === type)) return of;
  const configuration = of.configuration.filter((each) => each.type !== type);
  if (configuration.length > 0) return { ...of, configuration };
  const rest = { ...of };
  delete rest.configuration;
  return rest;
}

/** The entries of both; of one type those of the lower count, in the place of the upper ones. */
export function joinedEntries(upper: readonly Entry[], lower: readonly Entry[]): Entry[] {
  const types = new Set([...upper, ...lower].map(({ type }) => type));
  return [...types].flatMap((type) => {
    const own = lower.filter((each) => each.type === type);
    return own.length > 0 ? own : upper.filter((each) => each.type === type);
  });
}

/** Whether the object stands in the API documents; a level that inherits can say that it does not. */
export const isDocumented = (of: Configured | undefined): boolean => {
  const found = entry(of, 'addToDocumentation');
  return found !== undefined && found.value !== false;
};

/** Says it in the shortest way; where the levels above say otherwise it has to be said. */
export function withDocumented<T extends Configured>(of: T, wanted: boolean, above: Configured | undefined): T {
  const silent = withoutEntry(of, 'addToDocumentation');
  if (isDocumented(above) === wanted) return silent;
  return withEntry(silent, 'addToDocumentation', wanted ? {} : { value: false });
}

/** Which way a field goes, or members that no field names. */
export interface Passes {
  /** Whether the application reads it. */
  fromVendor: boolean;
  /** Whether the provider is sent it. */
  toVendor: boolean;
}

export function passes(of: Configured | undefined): Passes {
  const { fromVendor, toVendor } = entry(of, 'passThrough') ?? {};
  return { fromVendor: fromVendor !== false, toVendor: toVendor !== false };
}

/**
 * What is so anyway needs no entry; one that is there already stays, with whatever else it says.
 *
 * @param above what the levels above say, where that counts
 */
export function withPasses<T extends Configured>(of: T, wanted: Passes, above?: Configured): T {
  const anyway = passes(above);
  const needless = wanted.fromVendor === anyway.fromVendor && wanted.toVendor === anyway.toVendor;
  return needless && !entry(of, 'passThrough') ? of : withEntry(of, 'passThrough', { ...wanted });
}
