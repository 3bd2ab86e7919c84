import { type Kept, type Level, LEVELS, type MappingField, type Transformation } from '../../api/mapping';
import { entry, joinedEntries } from './entries';

export type ByLevel = Record<Level, Kept>;

/** What the server adds to what it was given; that something is not legacy it says of everything. */
const ADDED = new Set(['level', 'objectName', 'startDate']);

const plain = <T extends object>(given: T): T =>
  Object.fromEntries(
    Object.entries(given).filter(([name, value]) => !ADDED.has(name) && !(name === 'isLegacy' && value === false)),
  ) as T;

export const inherits = (transformation: Transformation | undefined) => entry(transformation, 'inherit') !== undefined;

/** What each level keeps itself, without what the server adds. */
export const ownOfEach = (read: ByLevel): ByLevel => ({
  organization: own(read.organization),
  account: own(read.account),
  instance: own(read.instance),
});

const own = ({ definition, transformation }: Kept): Kept => ({
  definition: definition && { fields: definition.fields.map(plain) },
  transformation: transformation && { ...plain(transformation), fields: transformation.fields.map(plain) },
});

/** What the levels above say together: the fields of a definition add up, a mapping replaces the one above unless it inherits. */
export function above(kept: ByLevel, level: Level): Kept {
  let merged: Kept = {};
  for (const each of LEVELS.slice(0, LEVELS.indexOf(level))) {
    const { definition, transformation } = kept[each];
    const marked = <T extends object>(fields: readonly T[]) => fields.map((field) => ({ ...field, level: each }));
    merged = {
      definition: definition
        ? { fields: joined(merged.definition?.fields ?? [], marked(definition.fields)), level: each }
        : merged.definition,
      transformation: transformation
        ? mergedTransformation(merged.transformation, {
            ...transformation,
            fields: marked(transformation.fields),
            level: each,
          })
        : merged.transformation,
    };
  }
  return merged;
}

/** A mapping together with the one above that it may inherit; settings that it does not name are those of above. */
export function mergedTransformation(upper: Transformation | undefined, lower: Transformation): Transformation {
  if (!upper || !inherits(lower)) return lower;
  const configuration = joinedEntries(upper.configuration ?? [], lower.configuration ?? []);
  return { ...upper, ...lower, configuration, fields: joined<MappingField>(upper.fields, lower.fields) };
}

/** A script that runs, and the level that it is of. */
export interface LevelScript {
  level: Level;
  body: string;
}

export const scriptOf = (transformation: Transformation | undefined): string | undefined => {
  const body = transformation?.script?.body;
  return typeof body === 'string' ? body : undefined;
};

/** The scripts of the levels above, in the order in which they run for a mapping that inherits. */
export function scriptsAbove(kept: ByLevel, level: Level): LevelScript[] {
  let scripts: LevelScript[] = [];
  for (const each of LEVELS.slice(0, LEVELS.indexOf(level))) {
    const { transformation } = kept[each];
    if (!transformation) continue;
    if (!inherits(transformation)) scripts = [];
    const body = scriptOf(transformation);
    if (body?.trim()) scripts.push({ level: each, body });
  }
  return scripts;
}

/** The upper fields, each replaced by the lower one of the same path, and then the further lower ones. */
export function joined<T extends { path: string }>(upper: readonly T[], lower: readonly T[]): T[] {
  const fields = new Map(upper.map((field) => [field.path, field]));
  lower.forEach((field) => fields.set(field.path, field));
  return [...fields.values()];
}

/** The nearest level that keeps anything of the object; nothing for a new one. */
export const nearest = (kept: ByLevel): Level | undefined =>
  [...LEVELS].reverse().find((level) => kept[level].transformation ?? kept[level].definition);
