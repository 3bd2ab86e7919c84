import { parser } from '@lezer/javascript';
import type { FlowPart } from '../../../api/formulas';
import { TRIGGER } from '../../../flow/graph';
import { kindOf, STEPS, TRIGGERS } from '../../../flow/kinds';
import { f } from '../../../formulaStrings';
import type { Draft } from './draft';
import { firstFault } from '../../../script/firstFault';
import { type Spot, spotOf } from './places';
import { namesInScript, pathsInText } from './references';

/** Something that is wrong with a formula, or odd about it, and where. */
export interface Fault extends Spot {
  kind: 'problem' | 'warning';
  message: string;
}

/** What the server said, at its places. */
export const toldFaults = (draft: Draft, kind: Fault['kind'], told: Readonly<Record<string, string>>): Fault[] =>
  Object.entries(told).map(([place, message]) => ({ kind, message, ...spotOf(place, draft) }));

/** What only the page knows: scripts that cannot be read, and references to what is not there. */
export function ownFaults(draft: Draft): Fault[] {
  const trigger = draft.triggers[0];
  const parts: [string, FlowPart][] = draft.steps.map((step) => [step.name, step]);
  if (trigger) parts.unshift([TRIGGER, trigger]);
  return parts.flatMap(([part, { type, properties }]) => {
    const kinds = kindOf(part === TRIGGER ? TRIGGERS : STEPS, type).properties;
    return Object.entries(properties).flatMap(([property, value]): Fault[] => {
      const script =
        typeof value === 'string' && kinds.some(({ name, kind }) => name === property && kind === 'script');
      const field = `properties.${property}`;
      const unreadable = script ? unreadableLine(value as string) : undefined;
      const broken: Fault[] =
        unreadable === undefined ? [] : [{ kind: 'problem', part, field, message: f.faults.unreadable(unreadable) }];
      return [
        ...broken,
        ...[...new Set(textsIn(value).flatMap((text) => missing(draft, text, script)))].map((message): Fault => ({
          kind: 'warning',
          part,
          field,
          message,
        })),
      ];
    });
  });
}

/** The texts of a property, which may be an object or a list of them. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

function missing(draft: Draft, text: string, script: boolean): string[] {
  const steps = new Set(draft.steps.map(({ name }) => name));
  const keys = draft.configuration.map(({ key }) => key);
  const has = (names: Iterable<string>, path: string) =>
    [...names].some((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));
  const [ofSteps, ofConfig] = script
    ? [namesInScript(text, 'steps'), namesInScript(text, 'config')]
    : [pathsInText(text, 'steps'), pathsInText(text, 'config')];
  const first = (path: string) => path.split(/[.[]/)[0]!;
  // In a script `config.max` may be the beginning of a key with a dot, which nobody can read that way: it is told all the same.
  return [
    ...ofSteps.filter((path) => !has(steps, path)).map((path) => f.faults.noStep(script ? path : first(path))),
    ...ofConfig.filter((path) => !has(keys, path)).map((path) => f.faults.noVariable(script ? path : first(path))),
  ];
}

/** The first line, from 1, where a script is not JavaScript. A script may return at its outermost level, as older ones do. */
export const unreadableLine = (script: string) => firstFault(parser.parse(script), script)?.line;
