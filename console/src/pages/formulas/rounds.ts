import type { StepExecution } from '../../api/executions';
import type { PartState } from '../../flow/FlowPicture';
import { TRIGGER } from '../../flow/graph';

/** A round of a loop, by its number among all rounds of it, from 1; a loop that is entered again goes on counting. */
export interface Round {
  loop: string;
  number: number;
}

/** A pass that finds the list at its end begins no round. */
const begins = ({ status }: StepExecution): boolean => status === 'success';

/** The rounds that the passes of a loop made. */
export const roundsOf = (passes: readonly StepExecution[]): number => passes.filter(begins).length;

/** The number of the round that a pass of a loop begins; of one that begins none, that of the round before it, or else 1. */
export const roundAt = (passes: readonly StepExecution[], pass: StepExecution): number =>
  Math.max(1, roundsOf(passes.slice(0, passes.findIndex(({ id }) => id === pass.id) + 1)));

/** What ran in a round: from its pass of the loop up to the next one, whether that begins a round or not. */
export function stepsOfRound(steps: readonly StepExecution[], { loop, number }: Round): StepExecution[] {
  const places = steps.flatMap(({ stepName }, at) => (stepName === loop ? [at] : []));
  const from = places.filter((at) => begins(steps[at]!))[number - 1];
  return from === undefined
    ? []
    : steps.slice(
        from,
        places.find((at) => at > from),
      );
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
