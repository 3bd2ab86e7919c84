import type { FlowPart, FormulaDocument } from '../api/formulas';

/** The trigger's name in executions; no step may have it. */
export const TRIGGER = 'trigger';

export type Way = 'onSuccess' | 'onFailure';
export const WAYS: readonly Way[] = ['onSuccess', 'onFailure'];

export interface Link {
  from: string;
  way: Way;
  to: string;
}

type Parts = Pick<FormulaDocument, 'triggers' | 'steps'>;

/** The parts of a formula by name, the trigger first; the first of several with one name counts. */
export function partsOf({ triggers, steps }: Parts): Map<string, FlowPart> {
  const parts = new Map<string, FlowPart>();
  if (triggers[0]) parts.set(TRIGGER, triggers[0]);
  for (const step of steps) if (!parts.has(step.name)) parts.set(step.name, step);
  return parts;
}

/** What leads where; names that no step has lead nowhere. */
export function linksOf(parts: ReadonlyMap<string, FlowPart>): Link[] {
  return [...parts].flatMap(([from, part]) =>
    WAYS.flatMap((way) => part[way].filter((to) => to !== TRIGGER && parts.has(to)).map((to) => ({ from, way, to }))),
  );
}

/** The names in the order in which they run, the ways of success first; what nothing leads to comes last. */
export function inOrder(parts: ReadonlyMap<string, FlowPart>): string[] {
  const seen = new Set<string>();
  const visit = (name: string) => {
    const open = [name];
    while (open.length > 0) {
      const next = open.pop()!;
      const part = parts.get(next);
      if (!part || seen.has(next)) continue;
      seen.add(next);
      open.push(...[...part.onSuccess, ...part.onFailure].reverse());
    }
  };
  [...parts.keys()].forEach(visit);
  return [...seen];
}
