import { queryOptions } from '@tanstack/react-query';
import { ApiError, call, callForReply, PLATFORM, query } from './client';

/** Where a definition or a mapping is kept, from the widest on. */
export const LEVELS = ['organization', 'account', 'instance'] as const;
export type Level = (typeof LEVELS)[number];

/** A setting of a mapping or of one of its fields; those of unknown types are kept as they are. */
export interface Entry {
  type: string;
  properties?: Record<string, unknown>;
}

export interface DefinitionField {
  path: string;
  type: string;
  level?: Level;
}

export interface Definition {
  fields: DefinitionField[];
  level?: Level;
}

export interface MappingField {
  path: string;
  vendorPath: string;
  type?: string;
  vendorType?: string;
  configuration?: Entry[];
  level?: Level;
}

/** What every object goes through after its fields were mapped. */
export interface Script {
  mimeType?: string;
  body: string;
}

export interface Transformation {
  vendorName: string;
  fields: MappingField[];
  configuration?: Entry[];
  script?: Script | null;
  /** Of the platform's first generation; kept as it is. */
  isLegacy?: boolean;
  level?: Level;
}

/** What one level keeps of an object. */
export interface Kept {
  definition?: Definition | undefined;
  transformation?: Transformation | undefined;
}

/** A field as `GET /objects/{name}/metadata` describes it. */
export interface DescribedField {
  vendorPath: string;
  type: string;
  description?: string;
}

export type Json = Record<string, unknown>;

const segment = encodeURIComponent;
const instancePath = (id: string) => `${PLATFORM}/instances/${segment(id)}`;
const ownerPath = (level: Level, id: string) => (level === 'instance' ? instancePath(id) : `${PLATFORM}/${level}s`);

/** The mappings that a level wider than an instance keeps for an element. */
const transformationsPath = (level: 'organization' | 'account', element: string) =>
  `${PLATFORM}/${level}s/elements/${segment(element)}/transformations`;

const definitionPath = (level: Level, id: string, name: string) =>
  `${ownerPath(level, id)}/objects/${segment(name)}/definitions`;

const transformationPath = (level: Level, id: string, element: string, name: string) =>
  `${ownerPath(level, id)}${level === 'instance' ? '' : `/elements/${segment(element)}`}/transformations/${segment(name)}`;

/** An instance otherwise shows what is in force for it. */
const OWN = '?inherited=false';

/** What the path answers; nothing where there is nothing. */
async function found<T>(path: string, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await call<T>(path, { signal });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

export interface FoundObjects {
  definitions: Record<string, Definition>;
  transformations: Record<string, Transformation>;
}

/** The objects in force for an instance, by name. */
export const objectsQuery = (id: string) =>
  queryOptions({
    queryKey: ['mapping', id, 'objects'],
    queryFn: async ({ signal }): Promise<FoundObjects> => {
      const [definitions, transformations] = await Promise.all([
        found<Record<string, Definition>>(`${instancePath(id)}/objects/definitions`, signal),
        found<Record<string, Transformation>>(`${instancePath(id)}/transformations`, signal),
      ]);
      return { definitions: definitions ?? {}, transformations: transformations ?? {} };
    },
  });

/** Where an object is mapped: for an element, at a level that several instances share. */
export interface Use {
  element: string;
  elementName: string;
  level: 'organization' | 'account';
}

/** By the object's name where it is mapped, over these elements. */
export const usesQuery = (elements: readonly { key: string; name: string }[]) =>
  queryOptions({
    queryKey: ['mapping', 'uses', elements.map(({ key }) => key)],
    queryFn: async ({ signal }) => {
      const levels = ['organization', 'account'] as const;
      const asked = elements.flatMap(({ key, name }) =>
        levels.map((level) => ({ element: key, elementName: name, level })),
      );
      const all = await Promise.all(
        asked.map(async (use) => {
          const path = transformationsPath(use.level, use.element);
          const names = Object.keys((await found<Record<string, Transformation>>(path, signal)) ?? {});
          return names.map((object): [string, Use] => [object, use]);
        }),
      );
      const uses = new Map<string, Use[]>();
      for (const [object, use] of all.flat()) uses.set(object, [...(uses.get(object) ?? []), use]);
      return uses;
    },
  });

/** What each level itself says of an object, without what it inherits. */
export const keptQuery = (id: string, element: string, name: string) =>
  queryOptions({
    queryKey: ['mapping', id, 'kept', element, name],
    queryFn: async ({ signal }) => {
      const all = await Promise.all(
        LEVELS.map(async (level): Promise<Kept> => {
          const [definition, transformation] = await Promise.all([
            found<Definition>(`${definitionPath(level, id, name)}${OWN}`, signal),
            found<Transformation>(`${transformationPath(level, id, element, name)}${OWN}`, signal),
          ]);
          return { definition, transformation };
        }),
      );
      return { organization: all[0]!, account: all[1]!, instance: all[2]! };
    },
    // What is being edited must not change under the hands of the person.
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    gcTime: 0,
  });

const onInstance = (id: string) => ({ 'Valence-Instance': id });

/** The provider's objects of an instance, by the hub's names. */
export const vendorObjectsQuery = (id: string) =>
  queryOptions({
    queryKey: ['mapping', id, 'vendorObjects'],
    queryFn: async ({ signal }) => {
      const headers = { ...onInstance(id), 'Elements-Version': 'Helium' };
      const all = await call<{ name: string; type: string }[]>(`${PLATFORM}/objects`, { headers, signal });
      return all.filter(({ type }) => type === 'vendor').map(({ name }) => name);
    },
    staleTime: Infinity,
  });

/** How many parents are looked into for an object inside of others. */
const PARENTS = 5;

/** The first objects of a list; each `{id}` of the path is that of the first parent that has any inside. */
async function firstRows(
  id: string,
  path: string,
  choice: { pageSize: number; where?: string },
  signal: AbortSignal,
): Promise<Json[]> {
  const [, parents, rest] = /^(.*?)\/\{[^}]*}(.*)$/.exec(path) ?? [];
  if (parents === undefined || rest === undefined) {
    const rows = await call<unknown>(`${PLATFORM}${path}${query(choice)}`, { headers: onInstance(id), signal });
    const all: unknown[] = Array.isArray(rows) ? rows : [rows];
    return all.filter((row): row is Json => typeof row === 'object' && row !== null);
  }
  for (const parent of await firstRows(id, parents, { pageSize: PARENTS }, signal)) {
    const rows = await firstRows(id, `${parents}/${segment(String(parent.id))}${rest}`, choice, signal);
    if (rows.length > 0) return rows;
  }
  return [];
}

/**
 * The first object that a list of the hub has, read just now; null when there is none.
 *
 * @param where a condition in the platform's query language; empty for any object
 */
export const sampleQuery = (id: string, hub: string, list: string | undefined, where: string) =>
  queryOptions({
    queryKey: ['mapping', id, 'sample', hub, list, where],
    queryFn: async ({ signal }) =>
      (await firstRows(id, `/hubs/${segment(hub)}${list ?? ''}`, { pageSize: 1, where }, signal))[0] ?? null,
    enabled: list !== undefined,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    retry: false,
  });

/** The fields of a provider's object as its element describes them. */
export const describedQuery = (id: string, object: string) =>
  queryOptions({
    queryKey: ['mapping', id, 'described', object],
    queryFn: async ({ signal }) => {
      const path = `${PLATFORM}/objects/${segment(object)}/metadata`;
      const reply = await call<{ fields?: DescribedField[] }>(path, { headers: onInstance(id), signal });
      return reply.fields ?? [];
    },
    enabled: object !== '',
    staleTime: Infinity,
    retry: false,
  });

/** An object that was mapped for a try, and why its script failed, if it did. */
export interface Tried {
  value: unknown;
  failure?: ScriptFailure;
}

export interface ScriptFailure {
  message: string;
  /** From 1; nothing when no line is to blame. */
  line?: number;
}

const FAILURE = /^script(?: line (\d+))?: (.*)$/s;

/** Reads the header `Elements-Error` of a try. */
export function scriptFailure(text: string | null): ScriptFailure | undefined {
  if (!text) return undefined;
  const [, line, message = text] = FAILURE.exec(text) ?? [];
  // A caret that pointed to a place of the line, which stands elsewhere.
  const words = message.replace(/\s*\^\s*$/, '');
  return line === undefined ? { message: words } : { message: words, line: Number(line) };
}

/** Maps an object without asking the provider: into the application's form, or back into the provider's. */
export async function tryOut(
  id: string,
  name: string,
  attempt: { transformation: Transformation; payload: unknown; method: 'GET' | 'POST' },
  signal: AbortSignal,
): Promise<Tried> {
  const { value, headers } = await callForReply(`${PLATFORM}/transformations/${segment(name)}/execute`, {
    method: 'POST',
    body: { instanceId: id, ...attempt },
    signal,
  });
  const failure = scriptFailure(headers.get('Elements-Error'));
  return failure ? { value, failure } : { value };
}

/** Gives an object of a level another name, with the level's mappings of all elements. */
export const renameObject = (level: Level, id: string, name: string, to: string) =>
  call<unknown>(`${ownerPath(level, id)}/objects/${segment(name)}`, { method: 'PATCH', body: { objectName: to } });

/** Makes what is not there yet, and replaces what is. */
const put = (path: string, body: unknown, exists: boolean) =>
  call<unknown>(path, { method: exists ? 'PUT' : 'POST', body });

export const storeDefinition = (level: Level, id: string, name: string, definition: Definition, exists: boolean) =>
  put(definitionPath(level, id, name), definition, exists);

export const storeTransformation = (
  level: Level,
  id: string,
  element: string,
  name: string,
  transformation: Transformation,
  exists: boolean,
) => put(transformationPath(level, id, element, name), transformation, exists);

export const deleteDefinition = (level: Level, id: string, name: string) =>
  call<unknown>(definitionPath(level, id, name), { method: 'DELETE' });

export const deleteTransformation = (level: Level, id: string, element: string, name: string) =>
  call<unknown>(transformationPath(level, id, element, name), { method: 'DELETE' });
