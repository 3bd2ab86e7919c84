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
export type Direction = 'both' | 'read' | 'write' | 'neither';

export function directionOf(of: Configured | undefined): Direction {
  if (entry(of, 'remove')) return 'neither';
  const { fromVendor, toVendor } = entry(of, 'passThrough') ?? {};
  if (fromVendor === false) return toVendor === false ? 'neither' : 'write';
  return toVendor === false ? 'read' : 'both';
}

export function withDirection<T extends Configured>(of: T, direction: Direction): T {
  const rest = withoutEntry(of, 'remove');
  if (direction === 'both' && !entry(rest, 'passThrough')) return rest;
  return withEntry(rest, 'passThrough', {
    fromVendor: direction === 'both' || direction === 'read',
    toVendor: direction === 'both' || direction === 'write',
  });
}
