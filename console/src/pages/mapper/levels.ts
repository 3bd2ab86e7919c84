import { type Kept, type Level, LEVELS, type MappingField, type Transformation } from '../../api/mapping';
import { entry } from './entries';

export type ByLevel = Record<Level, Kept>;

/** What the server adds to what it was given. */
const ADDED = new Set(['level', 'objectName', 'startDate', 'isLegacy']);

const plain = <T extends object>(given: T): T =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !ADDED.has(name))) as T;

export const inherits = (transformation: Transformation | undefined) => entry(transformation, 'inherit') !== undefined;

/**
 * What each level keeps itself. The server shows at an instance what is in force there; there the instance's own are the fields
 * of its level, and there are any when the whole is of its level.
 */
export function ownOfEach(read: ByLevel): ByLevel {
  return { organization: own(read.organization), account: own(read.account), instance: own(read.instance, 'instance') };
}

function own({ definition, transformation }: Kept, only?: Level): Kept {
  const mine = <T extends { level?: Level }>(field: T) => only === undefined || field.level === only;
  return {
    definition: definition && mine(definition) ? { fields: definition.fields.filter(mine).map(plain) } : undefined,
    transformation:
      transformation && mine(transformation)
        ? { ...plain(transformation), fields: transformation.fields.filter(mine).map(plain) }
        : undefined,
  };
}

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

/** A mapping together with the one above that it may inherit. */
export function mergedTransformation(upper: Transformation | undefined, lower: Transformation): Transformation {
  if (!upper || !inherits(lower)) return lower;
  return { ...upper, ...lower, fields: joined<MappingField>(upper.fields, lower.fields) };
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
