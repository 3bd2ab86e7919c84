import type { StepExecution } from '../../api/executions';
import type { PartState } from '../../flow/FlowPicture';
import { TRIGGER } from '../../flow/graph';

/** A round of a loop, by the number of its pass, from 1. */
export interface Round {
  loop: string;
  number: number;
}

/** The rounds that a loop made; its last pass finds the list at its end and begins none. */
export const roundsOf = (passes: readonly StepExecution[]): number =>
  passes.filter(({ status }) => status === 'success').length;

/** What ran in a round: from its pass of the loop up to the next one. */
export function stepsOfRound(steps: readonly StepExecution[], { loop, number }: Round): StepExecution[] {
  const places = steps.flatMap(({ stepName }, at) => (stepName === loop ? [at] : []));
  const from = places[number - 1];
  return from === undefined ? [] : steps.slice(from, places[number] ?? steps.length);
}

/** The states of a round, and that the other steps that ran are none of it; what started the run started every round. */
export function statesOfRound(inRound: ReadonlyMap<string, PartState>, all: Iterable<string>): Map<string, PartState> {
  const outside = { state: 'outside', detail: '' };
  const started = { state: 'success', detail: '' };
  return new Map([...[...all].map((name) => [name, name === TRIGGER ? started : outside] as const), ...inRound]);
}

/** How addresses name a round: its number, and the loop behind it. */
export const roundText = ({ loop, number }: Round): string => `${number}:${loop}`;

export function roundOf(text: string | undefined): Round | undefined {
  const [, number, loop] = /^(\d{1,9}):(.+)$/s.exec(text ?? '') ?? [];
  return loop === undefined || Number(number) < 1 ? undefined : { loop, number: Number(number) };
}
