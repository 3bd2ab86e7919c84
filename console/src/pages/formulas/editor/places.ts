import { TRIGGER } from '../../../flow/graph';
import type { Draft } from './draft';

/** Where something is in a formula, as the editor shows it. */
export interface Spot {
  /** The trigger, or the name of a step; nothing for the formula itself. */
  part?: string;
  /** The number of the variable. */
  variable?: number;
  /** What is meant of it: `properties.api`, `name`, `onSuccess`. */
  field: string;
}

const CUT = '...';

/** Finds the place that the server names: `steps.send.properties.api`, `steps[1].name`, `configuration.chat.type`, `uri`. */
export function spotOf(place: string, draft: Draft): Spot {
  const numbered = /^(steps|triggers|configuration)\[(\d+)\](?:\.(.*))?$/.exec(place);
  if (numbered) {
    const [, list, number, field = ''] = numbered;
    const index = Number(number);
    if (list === 'configuration') return { variable: index, field };
    return list === 'triggers' ? { part: TRIGGER, field } : { part: draft.steps[index]?.name ?? '', field };
  }
  const rest = (list: string) => place.slice(list.length + 1);
  if (place.startsWith('triggers.')) return { part: TRIGGER, field: rest('triggers').replace(/^[^.]*\.?/, '') };
  if (place.startsWith('steps.')) {
    const found = named(
      rest('steps'),
      draft.steps.map(({ name }) => name),
    );
    if (found) return { part: draft.steps[found.index]!.name, field: found.field };
  }
  if (place.startsWith('configuration.')) {
    const found = named(
      rest('configuration'),
      draft.configuration.map(({ key }) => key),
    );
    if (found) return { variable: found.index, field: found.field };
  }
  return { field: place };
}

/** Names may have dots in them, and long ones are cut; the longest that fits is meant. */
function named(rest: string, names: readonly string[]): { index: number; field: string } | undefined {
  let best: { index: number; field: string; length: number } | undefined;
  names.forEach((name, index) => {
    const shown = name.length > 60 ? name.slice(0, 60) + CUT : name;
    if (rest !== shown && !rest.startsWith(`${shown}.`)) return;
    if (!best || shown.length > best.length)
      best = { index, field: rest.slice(shown.length + 1), length: shown.length };
  });
  return best;
}
