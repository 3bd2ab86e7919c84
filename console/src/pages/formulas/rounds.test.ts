import { expect, test } from 'vitest';
import type { StepExecution } from '../../api/executions';
import { roundAt, roundOf, roundsOf, roundText, statesOfRound, stepsOfRound } from './rounds';
import { compared, passesOf, statesOf } from './runs';

let ids = 0;
const step = (stepName: string, more: Partial<StepExecution> = {}): StepExecution => ({
  id: (ids += 1),
  stepName,
  status: 'success',
  createdDate: '2026-01-01 10:00:00.0',
  updatedDate: '2026-01-01 10:00:00.5',
  ...more,
});

const run = (steps: StepExecution[]) => ({ steps, formula: undefined });
const part = (name: string, type: string) => ({ name, type, properties: {}, onSuccess: [], onFailure: [] });

const steps = [
  step('trigger'),
  step('each'),
  step('send'),
  step('each'),
  step('send'),
  step('each', { status: 'failed' }),
  step('end'),
];

test('a round goes from its pass of the loop to the next, and the last pass is none', () => {
  expect(roundsOf(passesOf(steps).get('each')!)).toBe(2);
  expect(stepsOfRound(steps, { loop: 'each', number: 1 })).toEqual(steps.slice(1, 3));
  expect(stepsOfRound(steps, { loop: 'each', number: 2 })).toEqual(steps.slice(3, 5));
  expect(stepsOfRound(steps, { loop: 'each', number: 9 })).toEqual([]);
});

test('a loop that is entered again goes on counting, and its end in between is no round', () => {
  const outer = [step('outer'), step('outer')];
  const [one, two, three, four] = [step('inner'), step('inner'), step('inner'), step('inner')];
  const ends = [step('inner', { status: 'failed' }), step('inner', { status: 'failed' })];
  const sends = [step('send'), step('send'), step('send'), step('send')];
  const nested = [
    ...[outer[0]!, one, sends[0]!, two, sends[1]!, ends[0]!],
    ...[outer[1]!, three, sends[2]!, four, sends[3]!, ends[1]!, step('outer', { status: 'failed' })],
  ];
  const passes = passesOf(nested).get('inner')!;
  expect(roundsOf(passes)).toBe(4);
  expect([1, 2, 3, 4, 5].map((number) => stepsOfRound(nested, { loop: 'inner', number }))).toEqual([
    [one, sends[0]],
    [two, sends[1]],
    [three, sends[2]],
    [four, sends[3]],
    [],
  ]);
  expect(passes.map((pass) => roundAt(passes, pass))).toEqual([1, 2, 2, 3, 4, 4]);
  expect(roundAt([ends[0]!], ends[0]!)).toBe(1);
});

test('an address names a round, whatever the loop is called', () => {
  const round = { loop: 'for each: one', number: 12 };
  expect(roundOf(roundText(round))).toEqual(round);
  for (const text of [undefined, '', 'each', '0:each', 'x:each', '3:']) expect(roundOf(text)).toBeUndefined();
});

test('steps of other rounds are told from those that never ran', () => {
  const states = statesOfRound(
    statesOf(stepsOfRound(steps, { loop: 'each', number: 1 }), undefined),
    passesOf(steps).keys(),
  );
  expect(states.get('send')?.state).toBe('success');
  expect(states.get('end')?.state).toBe('outside');
  expect(states.get('trigger')?.state).toBe('success');
  expect(states.has('never')).toBe(false);
});

test('a step that sent nothing says so in the picture and beside another run', () => {
  const value = { id: 1, key: 'send.dryRun', value: '{"sent":false}' };
  const dry = step('send', { dryRun: { sent: false, answer: 'empty' }, stepExecutionValues: [value] });
  expect(statesOf([dry], undefined).get('send')?.state).toBe('unsent');
  expect(compared(run([step('send')]), run([dry]))).toEqual([
    { step: 'send', key: '', one: 'Done', other: 'Not sent', differs: true },
  ]);
});

test('beside another run the "no" of a filter and the end of a loop are no failures, unless they have an error', () => {
  const formula = { steps: [part('pick', 'filter'), part('each', 'loop'), part('send', 'httpRequest')] };
  const ended = ['pick', 'each', 'send'].map((name) => step(name, { status: 'failed' }));
  const broken = ended.map((pass) => ({
    ...pass,
    stepExecutionValues: [{ id: 1, key: `${pass.stepName}.error`, value: 'no list' }],
  }));
  const states = (one: StepExecution[], other: StepExecution[]) =>
    compared({ steps: one, formula }, { steps: other, formula: { steps: [] } })
      .filter(({ key }) => key === '')
      .map(({ one: left, other: right }) => `${left} ${right}`);
  expect(states(ended, [])).toEqual(['No undefined', 'At its end undefined', 'Failed undefined']);
  expect(states(broken, [])).toEqual(['Failed undefined', 'Failed undefined', 'Failed undefined']);
  // Each run counts by the types that its own formula had.
  expect(states(ended, ended)).toEqual(['No Failed', 'At its end Failed', 'Failed Failed']);
});

test('steps that were kept or edited say that instead of a time', () => {
  const states = statesOf(
    [step('one', { kept: true }), step('two', { kept: true, edited: true }), step('three')],
    undefined,
  );
  expect([...states.values()].map(({ detail }) => detail)).toEqual(['kept', 'edited', '500 ms']);
});
