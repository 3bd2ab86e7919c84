import { type Kept, type Level, LEVELS, type MappingField, type Transformation } from '../../api/mapping';
import { entry } from './entries';
import { same } from './same';

export type ByLevel = Record<Level, Kept>;

/** What the server adds to what it was given; that something is not legacy it says of everything. */
const ADDED = new Set(['level', 'objectName', 'startDate']);

const plain = <T extends object>(given: T): T =>
  Object.fromEntries(
    Object.entries(given).filter(([name, value]) => !ADDED.has(name) && !(name === 'isLegacy' && value === false)),
  ) as T;

export const inherits = (transformation: Transformation | undefined) => entry(transformation, 'inherit') !== undefined;

/**
 * What each level keeps itself. The server shows at an instance what is in force there; there the instance's own are the fields
 * of its level, and there are any when the whole is of its level.
 */
export function ownOfEach(read: ByLevel): ByLevel {
  const wider = { organization: own(read.organization), account: own(read.account), instance: {} };
  const { definition, transformation } = own(read.instance, 'instance');
  const upper = above(wider, 'instance').transformation;
  return {
    ...wider,
    instance: {
      definition,
      transformation:
        transformation && upper && inherits(transformation) ? without(transformation, upper) : transformation,
    },
  };
}

/**
 * What an instance that inherits adds. Members that are the same above were most likely inherited; a script that was stored as
 * its own would run twice.
 */
function without(transformation: Transformation, upper: Transformation): Transformation {
  const needed = new Set(['vendorName', 'fields', 'configuration']);
  const inherited = ([name, value]: [string, unknown]) =>
    !needed.has(name) && same(value, upper[name as keyof Transformation]);
  return Object.fromEntries(
    Object.entries(transformation).filter((member) => !inherited(member)),
  ) as unknown as Transformation;
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
