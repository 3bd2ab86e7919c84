import { type InfiniteData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, callForReply, PLATFORM, query } from './client';
import { type Execution, isOver, type StepExecution } from './executions';
import type { Formula } from './formulas';

/** What a step found: what started the run, and the values of the steps before it, as JSON text in which numbers keep their spelling. */
export interface StepContext {
  step: string;
  pass: number;
  trigger?: string;
  steps: Record<string, string>;
  /** Steps whose values are too long to be shown. */
  omitted: string[];
}

/** From where an execution is to be run again; what is left out stays as it was. */
export interface RerunWish {
  fromStep: string;
  /** Which time that step ran, from 1. */
  pass: number;
  /** JSON text. */
  trigger?: string | undefined;
  /** JSON texts by the names of steps. */
  steps: ReadonlyMap<string, string>;
  dryRun: boolean;
}

/** Steps that the server shows with an execution; further ones come page by page. */
export const FIRST_STEPS = 1000;
const PAGE_SIZE = 200;
const path = (execution: number | string) =>
  `${PLATFORM}/formulas/instances/executions/${encodeURIComponent(String(execution))}`;

export const stepContextQuery = (execution: number, step: string, pass: number) =>
  queryOptions({
    queryKey: ['executions', String(execution), 'context', step, pass],
    queryFn: ({ signal }) =>
      call<StepContext>(`${path(execution)}/context${query({ step, pass, form: 'text' })}`, { signal }),
    staleTime: Infinity,
  });

export const startRerun = (execution: number, { fromStep, pass, trigger, steps, dryRun }: RerunWish) => {
  const given = { fromStep: JSON.stringify(fromStep), pass: String(pass), dryRun: String(dryRun), trigger };
  return call<Execution>(`${path(execution)}/reruns`, {
    method: 'POST',
    json: object([...Object.entries(given), ['steps', object([...steps])]]),
  });
};

const object = (members: (readonly [string, string | undefined])[]) =>
  `{${members.flatMap(([name, text]) => (text === undefined ? [] : `${JSON.stringify(name)}: ${text}`)).join(', ')}}`;

interface StepPage {
  steps: StepExecution[];
  next: string | undefined;
}

/** Whether reading it again would bring the same: it has no room for further steps, and all of them are over. */
const isSettled = ({ steps, next }: StepPage): boolean =>
  next !== undefined && steps.every(({ status }) => isOver(status));

/** The steps behind the first ones, which come with the execution. Read again, it asks only for pages that can have changed. */
export const moreStepsQuery = (execution: string, enabled: boolean) =>
  infiniteQueryOptions({
    queryKey: ['executions', execution, 'steps'],
    queryFn: async ({ pageParam, signal, client, queryKey }): Promise<StepPage> => {
      const known = client.getQueryData<InfiniteData<StepPage, string>>(queryKey);
      const read = known?.pages[known.pageParams.indexOf(pageParam)];
      if (read && isSettled(read)) return read;
      const { value, headers } = await callForReply<StepExecution[]>(
        `${path(execution)}/steps${query({ includeValues: 'true', nextPage: pageParam, pageSize: PAGE_SIZE })}`,
        { signal },
      );
      return { steps: value, next: headers.get('Elements-Next-Page-Token') ?? undefined };
    },
    // A page is named by the place of the step before it, and the trigger stands at 0.
    initialPageParam: String(FIRST_STEPS - 1),
    getNextPageParam: ({ next }) => next,
    enabled,
  });

/** A formula as it was when an execution ran. */
export const formulaVersionQuery = (formula: number, version: number) =>
  queryOptions({
    queryKey: ['formulas', String(formula), 'versions', version],
    queryFn: ({ signal }) => call<Formula>(`${PLATFORM}/formulas/${formula}/versions/${version}`, { signal }),
    staleTime: Infinity,
    retry: false,
  });
