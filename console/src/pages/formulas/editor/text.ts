import { parser } from '@lezer/json';
import { LineCounter, parseDocument, stringify } from 'yaml';
import type { FlowPart } from '../../../api/formulas';
import { f } from '../../../formulaStrings';
import type { Draft } from './draft';
import { isObject } from './isObject';
import { firstFault } from '../../../script/firstFault';

/** How a formula is written as text. */
export type Form = 'json' | 'yaml';

export type Reading = { draft: Draft } | { line: number; message: string };

/** A formula as text, without the numbers of its parts, which mean nothing elsewhere. */
export function written(draft: Draft, form: Form): string {
  const numberless = <T extends object>(parts: readonly T[]) =>
    parts.map((part) => Object.fromEntries(Object.entries(part).filter(([member]) => member !== 'id')));
  const { name, description, configuration, triggers, steps, ...others } = draft;
  const document = {
    name,
    ...(description === undefined ? {} : { description }),
    ...others,
    configuration: numberless(configuration),
    triggers: numberless(triggers),
    steps: numberless(steps),
  };
  // Long lines stay as they are: folded scripts read badly.
  return form === 'json' ? `${JSON.stringify(document, null, 2)}\n` : stringify(document, { lineWidth: 0 });
}

/** Reads a formula, or says in which line it cannot be read. */
export function read(text: string, form: Form): Reading {
  if (form === 'json') {
    try {
      JSON.parse(text);
    } catch (error) {
      return jsonFault(text, String((error as Error).message));
    }
  }
  // JSON is YAML too, and this reader knows where each member stands.
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [fault] = document.errors;
  if (fault) return { line: lines.linePos(fault.pos[0]).line, message: fault.message.split(/ at line \d/)[0]! };
  let value: unknown;
  try {
    value = form === 'json' ? JSON.parse(text) : document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return { line: 1, message: String((error as Error).message) };
  }
  const lineOf = (path: readonly (string | number)[]): number => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    const range = (node as { range?: [number, number, number] } | undefined)?.range;
    if (range) return lines.linePos(range[0]).line;
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1));
  };
  const wrong = shapeFault(value);
  return wrong
    ? { line: lineOf(wrong.path), message: wrong.message }
    : { draft: shaped(value as Record<string, unknown>) };
}

/** Browsers say what is wrong with JSON, each in its way, but not always where. */
function jsonFault(text: string, message: string): Reading {
  const words = message
    .replace(/^JSON\.parse: /, '')
    .replace(/(?:,? \.\.\.|, "| in JSON at| at line| at position).*$/s, '');
  return { line: firstFault(parser.parse(text), text)?.line ?? 1, message: words };
}

interface Wrong {
  path: (string | number)[];
  message: string;
}

const LISTS = ['configuration', 'triggers', 'steps'];

/** What the canvas cannot show; everything else is the server's to check. */
function shapeFault(value: unknown): Wrong | undefined {
  if (!isObject(value)) return { path: [], message: f.text.object };
  if (value.name !== undefined && typeof value.name !== 'string') return { path: ['name'], message: f.text.text };
  for (const list of LISTS) {
    const parts = value[list] ?? [];
    if (!Array.isArray(parts)) return { path: [list], message: f.text.list };
    for (const [index, part] of (parts as unknown[]).entries()) {
      const path = [list, index];
      if (!isObject(part)) return { path, message: f.text.partObject };
      for (const member of list === 'configuration' ? ['key', 'type'] : ['name', 'type']) {
        const text = part[member];
        if (text !== undefined && typeof text !== 'string') return { path: [...path, member], message: f.text.text };
      }
      const properties = part.properties ?? {};
      if (!isObject(properties)) return { path: [...path, 'properties'], message: f.text.object };
      for (const way of ['onSuccess', 'onFailure']) {
        const names = part[way] ?? [];
        const all: unknown[] = Array.isArray(names) ? names : [names];
        if (!all.every((name) => typeof name === 'string')) return { path: [...path, way], message: f.text.names };
      }
    }
  }
  return undefined;
}

const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? (value as string[]) : typeof value === 'string' ? [value] : []).filter((name) => name !== '');

function shaped(value: Record<string, unknown>): Draft {
  const objects = (list: string) => (value[list] ?? []) as Record<string, unknown>[];
  const part = (name: string) => (given: Record<string, unknown>) =>
    ({
      ...given,
      name: given.name ?? name,
      type: given.type ?? '',
      properties: given.properties ?? {},
      onSuccess: listOf(given.onSuccess),
      onFailure: listOf(given.onFailure),
    }) as FlowPart;
  return {
    ...value,
    name: (value.name ?? '') as string,
    configuration: objects('configuration').map((each) => ({
      ...each,
      key: (each.key ?? '') as string,
      type: (each.type ?? 'value') as string,
    })),
    triggers: objects('triggers').map(part('trigger')),
    steps: objects('steps').map(part('')),
  } as Draft;
}

/** A draft that was read, with the numbers that its parts had, by their names. */
export function withNumbers(read: Draft, before: Draft): Draft {
  const numbered = <T extends { id?: number }>(parts: T[], had: readonly T[], nameOf: (part: T) => string): T[] => {
    const numbers = new Map(had.map((part) => [nameOf(part), part.id]));
    return parts.map((part) => {
      const id = numbers.get(nameOf(part));
      return id === undefined ? part : { id, ...part };
    });
  };
  return {
    ...read,
    configuration: numbered(read.configuration, before.configuration, ({ key }) => key),
    triggers: numbered(read.triggers, before.triggers, ({ name }) => name),
    steps: numbered(read.steps, before.steps, ({ name }) => name),
  };
}
