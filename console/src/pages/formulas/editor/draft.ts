import type { FlowPart, FormulaDocument, Variable } from '../../../api/formulas';
import type { At } from '../../../flow/dropping';
import { inOrder, partsOf, TRIGGER, type Way, WAYS } from '../../../flow/graph';
import { type Kind, kindOf, STEPS, TRIGGERS } from '../../../flow/kinds';
import { renamedInScript, renamedInText, type Root } from './references';

/** A formula as it is edited; members of other names are kept. */
export type Draft = FormulaDocument & Record<string, unknown>;

/** What the server says of a formula, and nobody edits. */
const OF_SERVER = ['id', 'userId', 'accountId', 'createdDate', 'updatedDate'];

/** What is edited of a formula that was read. */
export function draftOf(formula: FormulaDocument): Draft {
  const own = Object.entries(formula).filter(([member]) => !OF_SERVER.includes(member));
  return Object.fromEntries(own) as Draft;
}

const without = <T extends object>(whole: T, member: string): T =>
  Object.fromEntries(Object.entries(whole).filter(([name]) => name !== member)) as T;

const mapParts = (draft: Draft, change: (part: FlowPart, name: string) => FlowPart): Draft => ({
  ...draft,
  triggers: draft.triggers.map((part) => change(part, TRIGGER)),
  steps: draft.steps.map((part) => change(part, part.name)),
});

/** The trigger, or the step of a name. */
export const partOf = (draft: Draft, name: string | undefined): FlowPart | undefined =>
  name === undefined
    ? undefined
    : name === TRIGGER
      ? draft.triggers[0]
      : draft.steps.find((step) => step.name === name);

/** Of several steps of one name the first is meant, as everywhere. */
function changePart(draft: Draft, name: string, change: (part: FlowPart) => FlowPart): Draft {
  const meant = partOf(draft, name);
  return mapParts(draft, (part) => (part === meant ? change(part) : part));
}

const WORDS: Record<string, string> = {
  elementRequest: 'call',
  elementRequestStream: 'stream',
  httpRequest: 'http',
  retryFormulaExecution: 'retry',
  amqpRequest: 'queue',
};

/** A name that no step has yet. */
export function freeName(draft: Draft, wish: string): string {
  const taken = new Set([TRIGGER, ...draft.steps.map(({ name }) => name)]);
  if (!taken.has(wish)) return wish;
  for (let number = 2; ; number += 1) if (!taken.has(`${wish}${number}`)) return `${wish}${number}`;
}

const START: Record<string, Record<string, string>> = {
  script: { body: 'done({});' },
  filter: { body: 'done(true);' },
  notification: { body: 'done(true);' },
  retryFormulaExecution: { retryAttempts: '3' },
  scheduled: { cron: '0 0 9 ? * MON-FRI *' },
};

/** What is filled in of a new part, because there is only one thing that it can be, or most are like that. */
function startOf(draft: Draft, table: typeof STEPS, type: string): Record<string, string> {
  const accounts = draft.configuration.filter((variable) => variable.type === 'elementInstance');
  const only = accounts.length === 1 ? `\${config.${accounts[0]!.key}}` : undefined;
  const filled = kindOf(table, type).properties.flatMap(({ name, kind, required }): [string, string][] => {
    if (kind === 'method' && required) return [[name, name.startsWith('upload') ? 'POST' : 'GET']];
    return kind === 'instance' && only ? [[name, only]] : [];
  });
  return { ...Object.fromEntries(filled), ...START[type] };
}

/** Where a step goes when nobody says where: behind the last one on the way of success. */
export function lastOf(draft: Draft): At | undefined {
  const parts = partsOf(draft);
  let at: At | undefined = draft.triggers[0] && { from: TRIGGER, way: 'onSuccess' };
  for (const seen = new Set<string>(); at && !seen.has(at.from);) {
    seen.add(at.from);
    const next: string | undefined = parts.get(at.from)?.[at.way][0];
    if (next === undefined || seen.has(next)) return at;
    // What comes after a loop is on its other way.
    at = { from: next, way: parts.get(next)?.type === 'loop' ? 'onFailure' : 'onSuccess' };
  }
  return at;
}

/** Where a step goes that is put behind a part. */
export const behind = (draft: Draft, name: string): At => ({
  from: name,
  way: partOf(draft, name)?.type === 'loop' && partOf(draft, name)!.onSuccess.length > 0 ? 'onFailure' : 'onSuccess',
});

/** A new step, which what came there before now comes behind; with its name. */
export function addStep(draft: Draft, type: string, at: At | undefined): { draft: Draft; name: string } {
  const name = freeName(draft, WORDS[type] ?? type);
  const from = partOf(draft, at?.from);
  const following = at && from ? from[at.way] : [];
  const back = at && from?.type === 'loop' && at.way === 'onSuccess' && following.length === 0 ? [at.from] : following;
  const step: FlowPart = {
    name,
    type,
    properties: startOf(draft, STEPS, type),
    onSuccess: type === 'loop' ? [] : back,
    onFailure: type === 'loop' ? back : [],
  };
  const linked = at ? changePart(draft, at.from, (part) => ({ ...part, [at.way]: [name] })) : draft;
  return { draft: { ...linked, steps: [...linked.steps, step] }, name };
}

/** Without a step; what led to it leads to what came behind it. */
export function removeStep(draft: Draft, name: string): Draft {
  const step = partOf(draft, name);
  if (!step || name === TRIGGER) return draft;
  const following = (step.type === 'loop' ? step.onFailure : step.onSuccess).filter((next) => next !== name);
  const without = { ...draft, steps: draft.steps.filter((each) => each !== step) };
  return mapParts(without, (part, own) => {
    const linked = (way: Way) => [
      // The last step of a loop's body leads back to the loop, and must not lead to itself.
      ...new Set(part[way].flatMap((next) => (next === name ? following.filter((each) => each !== own) : [next]))),
    ];
    return { ...part, onSuccess: linked('onSuccess'), onFailure: linked('onFailure') };
  });
}

/** Why a step cannot have a name. */
export function nameFault(draft: Draft, name: string, wish: string): 'missing' | 'trigger' | 'taken' | undefined {
  if (wish.trim() === '') return 'missing';
  if (wish === TRIGGER) return 'trigger';
  return wish !== name && draft.steps.some((step) => step.name === wish) ? 'taken' : undefined;
}

/** Properties of which the server reads a bare text as a reference, besides the accounts. */
const NAMING = /^(?:list|args|path|(?:(?:down|up)load)?(?:headers|query))$/i;

function follow(draft: Draft, root: Root, from: string, to: string): Draft {
  // Without its root, a name is a variable's before it is a step's.
  const rootless = root === 'config' || !draft.configuration.some(({ key }) => key === from);
  const renamed = (value: unknown, bare: boolean): unknown => {
    if (typeof value === 'string') return renamedInText(value, root, from, to, { bare, rootless });
    if (Array.isArray(value)) return value.map((each) => renamed(each, false));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, renamed(each, false)]));
  };
  return mapParts(draft, (part, own) => {
    const known = kindOf(own === TRIGGER ? TRIGGERS : STEPS, part.type).properties;
    const properties = Object.entries(part.properties).map(([property, value]) => {
      const kind = known.find(({ name }) => name === property)?.kind;
      return [
        property,
        kind === 'script' && typeof value === 'string'
          ? renamedInScript(value, root, from, to)
          : renamed(value, kind === 'instance' || NAMING.test(property)),
      ];
    });
    return { ...part, properties: Object.fromEntries(properties) as FlowPart['properties'] };
  });
}

/** A step under another name, along with all that names it. */
export function renameStep(draft: Draft, name: string, to: string): Draft {
  if (name === to || name === TRIGGER || nameFault(draft, name, to)) return draft;
  const meant = partOf(draft, name);
  const linked = mapParts(draft, (part) => {
    const links = Object.fromEntries(WAYS.map((way) => [way, part[way].map((next) => (next === name ? to : next))]));
    return { ...part, ...links, ...(part === meant ? { name: to } : {}) } as FlowPart;
  });
  return follow(linked, 'steps', name, to);
}

/** Where a way of a part leads; nowhere when no step is given. */
export const connect = (draft: Draft, from: string, way: Way, to: string | undefined): Draft =>
  changePart(draft, from, (part) => ({ ...part, [way]: to === undefined ? [] : [to] }));

/** Where one of several links of a way leads; the others stay. */
export const reconnect = (draft: Draft, from: string, way: Way, before: string, to: string | undefined): Draft =>
  changePart(draft, from, (part) => ({
    ...part,
    [way]: [...new Set(part[way].flatMap((each) => (each !== before ? [each] : to === undefined ? [] : [to])))],
  }));

/** A property of a part; an empty one is taken away. */
export const setProperty = (draft: Draft, name: string, property: string, value: unknown): Draft =>
  changePart(draft, name, (part) => {
    if (value === undefined || value === '') return { ...part, properties: without(part.properties, property) };
    // Keeps its place among the others.
    return { ...part, properties: { ...part.properties, [property]: value } };
  });

/** What a step is for, in words. */
export const describe = (draft: Draft, name: string, description: string): Draft =>
  changePart(draft, name, (part) => (description === '' ? without(part, 'description') : { ...part, description }));

/** Another type of trigger, which leads where the one before did. */
export function setTrigger(draft: Draft, type: string): Draft {
  const before = draft.triggers[0];
  const known = new Set(kindOf(TRIGGERS, type).properties.map(({ name }) => name));
  const kept = Object.entries(before?.properties ?? {}).filter(([property]) => known.has(property));
  const first = inOrder(partsOf({ triggers: [], steps: draft.steps }))[0];
  const trigger: FlowPart = {
    ...(before ?? { name: TRIGGER, onSuccess: first === undefined ? [] : [first], onFailure: [] }),
    type,
    properties: { ...startOf(draft, TRIGGERS, type), ...Object.fromEntries(kept) },
  };
  return { ...draft, triggers: [trigger] };
}

/**
 * A step of another type under the same name, at the same place. It keeps the properties that the new type knows and fills in alike:
 * the body of a request is no script. What the old type came with, and nobody touched, becomes what the new type comes with.
 */
export function setStepType(draft: Draft, name: string, type: string): Draft {
  if (name === TRIGGER) return draft;
  return changePart(draft, name, (part) => {
    if (part.type === type) return part;
    const started = startOf(draft, STEPS, part.type);
    const start = startOf(draft, STEPS, type);
    const kindIn = (table: Kind, property: string) =>
      table.properties.find(({ name: each }) => each === property)?.kind;
    const [before, after] = [kindOf(STEPS, part.type), kindOf(STEPS, type)];
    const kept = Object.entries(part.properties).filter(([property, value]) => {
      const kind = kindIn(after, property);
      if (kind === undefined || (kindIn(before, property) ?? kind) !== kind) return false;
      return value !== started[property] || start[property] === undefined;
    });
    return { ...part, type, properties: { ...start, ...Object.fromEntries(kept) } };
  });
}

/** A member of the formula itself; an empty one is taken away. */
export function setMember(draft: Draft, member: string, value: unknown): Draft {
  return value === undefined || value === '' ? without(draft, member) : { ...draft, [member]: value };
}

/** One more variable, under a key that is free. */
export function addVariable(draft: Draft, type: string): Draft {
  const taken = new Set(draft.configuration.map(({ key }) => key));
  const wish = type === 'elementInstance' ? 'account' : 'value';
  let key = wish;
  for (let number = 2; taken.has(key); number += 1) key = `${wish}${number}`;
  return { ...draft, configuration: [...draft.configuration, { key, name: key, type, required: true }] };
}

/** What a variable need not have. */
const OPTIONAL = ['description', 'elementKey'];

/** A variable with other members; another key is followed by what refers to it. */
export function changeVariable(draft: Draft, index: number, changes: Partial<Variable>): Draft {
  const before = draft.configuration[index];
  if (!before) return draft;
  const emptied = Object.keys(changes).filter(
    (member) => OPTIONAL.includes(member) && changes[member as keyof Variable] === '',
  );
  const after = emptied.reduce((variable, member) => without(variable, member), { ...before, ...changes });
  const configuration = draft.configuration.map((each, at) => (at === index ? after : each));
  const made = { ...draft, configuration };
  const key = changes.key;
  return key === undefined || key === before.key || before.key === '' || key === ''
    ? made
    : follow(made, 'config', before.key, key);
}

export const removeVariable = (draft: Draft, index: number): Draft => ({
  ...draft,
  configuration: draft.configuration.filter((_, at) => at !== index),
});

/** The steps that may have run before a step does; all others when nothing leads to it. */
export function stepsBefore(draft: Draft, name: string): string[] {
  const parts = partsOf(draft);
  const before = new Set<string>();
  const open = [name];
  while (open.length > 0) {
    const next = open.pop()!;
    for (const [from, part] of parts) {
      if (before.has(from) || !WAYS.some((way) => part[way].includes(next))) continue;
      before.add(from);
      open.push(from);
    }
  }
  const led = before.size > 0;
  return inOrder(parts).filter((each) => each !== TRIGGER && each !== name && (!led || before.has(each)));
}
