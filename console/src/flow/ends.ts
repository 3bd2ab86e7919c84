import type { FlowPart } from '../api/formulas';
import { type Link, TRIGGER } from './graph';

/** Types whose other way is no failure, but as usual as the first. */
export const PARTING = ['filter', 'loop'];

/** The ways that end, where a step can be added: each way of success, and the other ones where they are no failures. */
export function endsOf(parts: ReadonlyMap<string, FlowPart>): Link[] {
  return [...parts].flatMap(([from, part]) => {
    const both = from !== TRIGGER && PARTING.includes(part.type);
    const ways = both ? (['onSuccess', 'onFailure'] as const) : (['onSuccess'] as const);
    return (
      ways
        .filter((way) => !part[way].some((to) => parts.has(to)) && part.type !== 'retryFormulaExecution')
        // No step has such a name: names have no line breaks.
        .map((way) => ({ from, way, to: `\n${from}\n${way}` }))
    );
  });
}
