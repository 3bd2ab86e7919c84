import type { Execution, StepExecution } from '../../api/executions';
import type { FormulaDocument } from '../../api/formulas';
import type { PartState } from '../../flow/FlowPicture';
import { f } from '../../formulaStrings';
import { r } from '../../runStrings';
import { laidOut } from '../../ui/json';

/** Seconds from start to end; the platform's dates of executions are whole seconds. */
export const tookOf = ({ createdDate, updatedDate }: Execution): number =>
  updatedDate ? Math.max(0, (Date.parse(updatedDate) - Date.parse(createdDate)) / 1000) : 0;

/** Milliseconds; dates of steps have a space and no zone on the wire, and are UTC. */
export function stepMs({ createdDate, updatedDate }: StepExecution): number | undefined {
  if (!updatedDate) return undefined;
  const ms = (date: string) => {
    const [whole = date, fraction = ''] = date.split('.');
    const instant = Date.parse(`${whole.replace(' ', 'T').replace(/Z$/, '')}Z`);
    return instant + Number(`0.${fraction.replace(/\D/g, '') || '0'}`) * 1000;
  };
  return Math.max(0, ms(updatedDate) - ms(createdDate));
}

/** What a step's state means: a filter that says no and a loop at its end are `failed` on the wire, but nothing failed. */
export function stateOf(
  { status, stepName, stepExecutionValues, dryRun }: StepExecution,
  type: string | undefined,
): string {
  if (dryRun) return 'unsent';
  if (status !== 'failed') return status;
  if (stepExecutionValues?.some(({ key }) => key === `${stepName}.error`)) return 'failed';
  if (type === 'filter') return 'no';
  return type === 'loop' ? 'over' : 'failed';
}

/** The passes of each step, in the order in which they began. */
export function passesOf(steps: readonly StepExecution[]): Map<string, StepExecution[]> {
  const passes = new Map<string, StepExecution[]>();
  for (const step of steps) passes.set(step.stepName, [...(passes.get(step.stepName) ?? []), step]);
  return passes;
}

/** How each part did: its latest pass, the time of all of them, and how many there were. */
export function statesOf(
  steps: readonly StepExecution[],
  formula: Pick<FormulaDocument, 'steps'> | undefined,
): Map<string, PartState> {
  const types = typesOf(formula);
  return new Map(
    [...passesOf(steps)].map(([name, passes]) => {
      const ms = passes.reduce((sum, pass) => sum + (stepMs(pass) ?? 0), 0);
      const states = passes.map((pass) => stateOf(pass, types.get(name)));
      // One pass that failed counts more than a later one that did not.
      const state = states.includes('failed') ? 'failed' : states.at(-1)!;
      // Kept steps took their time in another run.
      const last = passes.at(-1)!;
      const time = last.edited ? r.edited : last.kept ? r.kept : state !== 'pending' && f.ms(ms);
      const detail = [passes.length > 1 && f.times(passes.length), time];
      return [name, { state, detail: detail.filter(Boolean).join(', ') }];
    }),
  );
}

/** The name of a value behind its step's, and what it says; JSON is laid out. */
export function shownValue(step: string, key: string, value: string): { name: string; text: string } {
  const name = key === step ? step : key.slice(key.startsWith(`${step}.`) ? step.length + 1 : 0);
  return { name, text: laidOut(value) };
}

/** Lines that a script wrote. */
export function consoleLines(text: string): string[] {
  try {
    const lines: unknown = JSON.parse(text);
    if (Array.isArray(lines)) return lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  } catch {
    // One line, as it is.
  }
  return text.split('\n');
}

/** A value in two runs; without a key it is the state of the step. */
export interface Difference {
  step: string;
  key: string;
  one: string | undefined;
  other: string | undefined;
  differs: boolean;
}

/** The steps of a run, and the formula that says of which types they are. */
export interface ComparedRun {
  steps: readonly StepExecution[];
  formula: Pick<FormulaDocument, 'steps'> | undefined;
}

/** The values of two runs side by side, those of a step's latest pass, in the order of the first run. */
export function compared(one: ComparedRun, other: ComparedRun): Difference[] {
  const runs = [one, other].map(({ steps, formula }) => ({ passes: passesOf(steps), types: typesOf(formula) }));
  return [...new Set(runs.flatMap(({ passes }) => [...passes.keys()]))].flatMap((step) => {
    const values = runs.map(({ passes, types }) => {
      const last = passes.get(step)?.at(-1);
      if (!last) return new Map<string, string>();
      const state = stateOf(last, types.get(step));
      const all = (last.stepExecutionValues ?? [])
        // The state says it.
        .filter(({ key }) => !(last.dryRun && key === `${step}.dryRun`))
        .map(({ key, value }) => [key, value] as const);
      return new Map<string, string>([['', f.stepStates[state] ?? state], ...all]);
    });
    const keys = new Set(values.flatMap((each) => [...each.keys()]));
    return [...keys].map((key) => {
      const [a, b] = values.map((each) => each.get(key));
      return { step, key, one: a, other: b, differs: a !== b };
    });
  });
}

const typesOf = (formula: Pick<FormulaDocument, 'steps'> | undefined) =>
  new Map(formula?.steps.map(({ name, type }) => [name, type]));
