import type { DefinitionField, Kept, Level, MappingField, Transformation } from '../../api/mapping';
import { withEntry, withoutEntry } from './entries';
import { joined, mergedTransformation } from './levels';

/** What one level keeps of an object while it is edited. */
export interface Draft {
  definition: DefinitionField[];
  transformation: Transformation;
}

/** One field of the object with where it comes from: this level, or one above. */
export interface Row {
  path: string;
  type: string;
  level: Level;
  /** Whether this level defines it; only then it can be renamed or removed here. */
  own: boolean;
  mapping?: MappingField | undefined;
  mappedAt?: Level | undefined;
}

export function draftOf(kept: Kept, upper: Kept): Draft {
  const vendorName = upper.transformation?.vendorName ?? '';
  return {
    definition: kept.definition?.fields ?? [],
    transformation: kept.transformation
      ? { ...kept.transformation, fields: kept.transformation.fields ?? [] }
      : upper.transformation
        ? beginning(upper.transformation)
        : { vendorName, fields: [] },
  };
}

/** Changes nothing yet: all is inherited. */
const beginning = ({ vendorName }: Transformation): Transformation =>
  withEntry<Transformation>({ vendorName, fields: [] }, 'inherit');

/** Every field that this level has or inherits. */
export function rowsOf({ definition, transformation }: Draft, level: Level, upper: Kept): Row[] {
  const mark = <T extends object>(fields: readonly T[]) => fields.map((field) => ({ ...field, level }));
  const mine = { ...transformation, fields: mark(transformation.fields) };
  const mappings = new Map(mergedTransformation(upper.transformation, mine).fields.map((each) => [each.path, each]));
  const fields = joined<DefinitionField>(upper.definition?.fields ?? [], mark(definition));
  // A mapping may name fields that no definition has.
  const further = [...mappings.values()].filter(({ path }) => !fields.some((field) => field.path === path));
  return [
    ...fields.map(({ path, type, level: at = level }) => ({ path, type, level: at, own: at === level })),
    ...further.map(({ path, type = '', level: at = level }) => ({ path, type, level: at, own: at === level })),
  ].map((row) => {
    const mapping = mappings.get(row.path);
    return { ...row, mapping: mapping && withoutLevel(mapping), mappedAt: mapping?.level };
  });
}

const withoutLevel = (field: MappingField): MappingField => {
  const rest = { ...field };
  delete rest.level;
  return rest;
};

const replaced = <T extends { path: string }>(fields: T[], path: string, field: T | undefined): T[] => {
  if (!fields.some((each) => each.path === path)) return field ? [...fields, field] : fields;
  return fields.flatMap((each) => (each.path === path ? (field ? [field] : []) : [each]));
};

const withMappings = (draft: Draft, fields: MappingField[]): Draft => ({
  ...draft,
  transformation: { ...draft.transformation, fields },
});

export const addField = (draft: Draft, path: string, type: string): Draft => ({
  ...draft,
  definition: [...draft.definition, { path, type }],
});

export const removeField = (draft: Draft, path: string): Draft => ({
  ...withMappings(draft, replaced(draft.transformation.fields, path, undefined)),
  definition: replaced(draft.definition, path, undefined),
});

export function renameField(draft: Draft, from: string, to: string): Draft {
  const rename = <T extends { path: string }>(fields: T[]) =>
    fields.map((field) => (field.path === from ? { ...field, path: to } : field));
  return { ...withMappings(draft, rename(draft.transformation.fields)), definition: rename(draft.definition) };
}

/** The type in the definition, and in the mapping where that names one of its own. */
export function setType(draft: Draft, { path, mapping }: Row, type: string): Draft {
  const field = draft.definition.find((each) => each.path === path);
  const changed = { ...draft, definition: replaced(draft.definition, path, { ...field, path, type }) };
  return mapping?.type === undefined ? changed : setMapping(changed, path, { ...mapping, type });
}

/** This level's mapping of a field; nothing takes it away, and what is inherited shows again. */
export const setMapping = (draft: Draft, path: string, mapping: MappingField | undefined): Draft =>
  withMappings(draft, replaced(draft.transformation.fields, path, mapping));

/** Maps a field to a place of the provider's object, and keeps the settings that it had. */
export const mapTo = (draft: Draft, { path, mapping }: Row, vendorPath: string, vendorType?: string): Draft => {
  if (vendorPath === '') return setMapping(draft, path, undefined);
  const rest = { ...mapping };
  delete rest.vendorType;
  return setMapping(draft, path, { ...rest, path, vendorPath, ...(vendorType ? { vendorType } : {}) });
};

export const setInherit = (draft: Draft, on: boolean): Draft => ({
  ...draft,
  transformation: on ? withEntry(draft.transformation, 'inherit') : withoutEntry(draft.transformation, 'inherit'),
});

/** This level's script; nothing takes it away, and those of levels above stay what they are. */
export function setScript(draft: Draft, body: string | undefined): Draft {
  const rest = { ...draft.transformation };
  delete rest.script;
  const script = { mimeType: 'application/javascript', ...draft.transformation.script, body: body ?? '' };
  return { ...draft, transformation: body === undefined ? rest : { ...rest, script } };
}

/** The mapping as it would be in force, with the type of each field, so that it can be tried before anything is stored. */
export function inForce(draft: Draft, rows: Row[], upper: Kept): Transformation {
  const types = new Map(rows.map(({ path, type }) => [path, type]));
  const merged = { ...mergedTransformation(upper.transformation, draft.transformation) };
  // Scripts of several levels run one after the other, so they are tried apart.
  delete merged.script;
  return {
    ...merged,
    fields: merged.fields.map((field) => ({ ...field, type: field.type ?? types.get(field.path) ?? 'string' })),
  };
}
