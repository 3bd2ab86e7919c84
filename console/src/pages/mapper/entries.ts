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

/** Both ways needs no entry; one that is there already stays, with whatever else it says. */
export const withPasses = <T extends Configured>(of: T, wanted: Passes): T =>
  wanted.fromVendor && wanted.toVendor && !entry(of, 'passThrough') ? of : withEntry(of, 'passThrough', { ...wanted });
