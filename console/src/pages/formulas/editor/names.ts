import type { StepExecution } from '../../../api/executions';
import type { FlowPart } from '../../../api/formulas';
import { f } from '../../../formulaStrings';
import { withStandard } from '../../../script/standard';
import { joinedNames, type Name, type Vocabulary } from '../../../script/vocabulary';
import { parsed } from '../../../ui/json';
import { passesOf } from '../runs';
import { type Draft, stepsBefore } from './draft';
import { isObject } from './isObject';

/** A run to take values from: its steps, and what the instance's variables were. */
export interface Sample {
  steps: readonly StepExecution[];
  configuration: Readonly<Record<string, string>>;
}

const MOST_MEMBERS = 200;
const DEEPEST = 8;
const LONGEST = 60;

const short = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
};

/** A value as a name, with what is in it. */
export function nameOf(name: string, value: unknown, depth = 0): Name {
  if (Array.isArray(value)) {
    const items = value.slice(0, 20).flatMap((item) => (isObject(item) ? [membersOf(item, depth + 1)] : []));
    const joined = items.reduce<Name[]>((all, each) => joinedNames(all, each), []);
    return { name, kind: 'list', detail: f.names.list(value.length), ...(joined.length > 0 ? { items: joined } : {}) };
  }
  if (!isObject(value)) return { name, kind: 'value', detail: short(value) };
  const members = depth < DEEPEST ? membersOf(value, depth + 1) : [];
  return { name, kind: 'value', detail: f.names.object, ...(members.length > 0 ? { members } : {}) };
}

const membersOf = (value: Record<string, unknown>, depth: number): Name[] =>
  Object.entries(value)
    .slice(0, MOST_MEMBERS)
    .map(([name, each]) => nameOf(name, each, depth));

/** What the server takes apart of a step's value; everything else is one text for each member. */
const TAKEN_APART = /^(?:(download|upload)\.)?(?:(request|response)\.)?/;

/** The value that a step gave: its stored values, each under `<step>.<path>`, put together. */
export function valueOf(step: StepExecution): unknown {
  const prefix = `${step.stepName}.`;
  const whole: Record<string, unknown> = {};
  for (const { key, value } of step.stepExecutionValues ?? []) {
    if (key === step.stepName) return toldBy(value);
    if (!key.startsWith(prefix)) continue;
    let rest = key.slice(prefix.length);
    const [, outer, inner] = TAKEN_APART.exec(rest) ?? [];
    let at = whole;
    for (const name of [outer, inner]) {
      if (!name) continue;
      const within = (at[name] ??= {});
      // A script may give a text of that name, and a member whose name only looks like a path.
      if (!isObject(within)) break;
      at = within;
      rest = rest.slice(name.length + 1);
    }
    at[rest] = toldBy(value);
  }
  return whole;
}

/** What a stored value says; texts are stored as they are, so that quotes are part of them. */
function toldBy(text: string): unknown {
  const value = /^\s*(?:[[{]|-?\d|true$|false$|null$)/.test(text) ? parsed(text) : undefined;
  return value === undefined ? text : value;
}

const value = (name: string, ...members: Name[]): Name => ({
  name,
  kind: 'value',
  ...(members.length > 0 ? { members } : {}),
});
const values = (names: string): Name[] => names.split(' ').map((name) => value(name));

const EXCHANGE = [
  value('request', ...values('method uri path query headers body')),
  value('response', ...values('code headers body')),
];

/** What is known of what a step gives before it ever ran. */
const OF_STEPS: Record<string, Name[]> = {
  elementRequest: EXCHANGE,
  request: EXCHANGE,
  httpRequest: EXCHANGE,
  elementRequestStream: [value('download', ...EXCHANGE), value('upload', ...EXCHANGE)],
  filter: values('continue'),
  notification: values('continue'),
  loop: values('entry index'),
  amqpRequest: [value('request', ...values('url exchange queue body'))],
};

const OF_TRIGGERS: Record<string, Name[]> = {
  manual: values('type args'),
  event: [
    ...values('type eventId instanceId'),
    value('event', ...values('objectType objectId eventType date elementKey')),
    value('body', value('message', ...values('events raw'))),
  ],
  elementRequest: [...values('type args'), ...EXCHANGE],
  scheduled: values('type date'),
};

const INFO = values('formulaId formulaName formulaInstanceId formulaInstanceName formulaExecutionId formulaStartTime');

/** What a part of a formula finds around it: the trigger, the steps before it, the variables; with the values of a run. */
export function rootNames(draft: Draft, part: string, sample: Sample | undefined): Name[] {
  const passes = passesOf(sample?.steps ?? []);
  const told = (name: string): Name | undefined => {
    const last = passes.get(name)?.at(-1);
    return last && nameOf(name, valueOf(last));
  };
  const joined = (name: string, known: readonly Name[], detail: string): Name => {
    const found = told(name);
    if (found?.kind === 'list') return found;
    const members = joinedNames(found?.members ?? [], known);
    return { ...value(name, ...members), detail: members.length > 0 || !found ? detail : (found.detail ?? detail) };
  };
  const types = new Map(draft.steps.map((step: FlowPart) => [step.name, step.type]));
  const trigger = draft.triggers[0]?.type ?? '';
  const steps = stepsBefore(draft, part).map((name) =>
    joined(name, OF_STEPS[types.get(name) ?? ''] ?? [], types.get(name) ?? ''),
  );
  const config = draft.configuration.map(({ key, name, type }): Name => ({
    name: key,
    kind: 'value',
    detail: sample?.configuration[key] ?? (type === 'elementInstance' ? f.names.account : (name ?? f.names.text)),
  }));
  return [
    { ...joined('trigger', OF_TRIGGERS[trigger] ?? [], trigger), info: f.names.trigger },
    { ...value('steps', ...steps), info: f.names.steps },
    { ...value('config', ...config), info: f.names.config },
    { ...value('info', ...INFO), info: f.names.info },
  ];
}

/** What the script of a part can use. */
export const scriptVocabulary = (names: Name[]): Vocabulary =>
  withStandard([...names, value('notify', { name: 'email', kind: 'function', detail: '(to, subject, body)' })]);

/** A place that `${...}` can name. */
export interface Place {
  path: string;
  detail: string;
}

const MOST_PLACES = 400;

/** All places that a property can refer to, those in front first; of lists the first item. */
export function placesOf(names: readonly Name[]): Place[] {
  const found: Place[] = [];
  const visit = (name: Name, path: string) => {
    if (found.length >= MOST_PLACES) return;
    found.push({ path, detail: name.detail ?? '' });
    name.members?.forEach((member) => visit(member, `${path}.${member.name}`));
    name.items?.forEach((item) => visit(item, `${path}[0].${item.name}`));
  };
  // The roots themselves say nothing.
  for (const root of names) root.members?.forEach((member) => visit(member, `${root.name}.${member.name}`));
  return found;
}
