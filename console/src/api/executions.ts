import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, PLATFORM, query } from './client';

export type ExecutionStatus = 'pending' | 'queued' | 'success' | 'failed' | 'retry' | 'cancelled' | 'unknown';

export interface Execution {
  id: number;
  formulaId: number;
  formulaInstanceId: number;
  status: ExecutionStatus;
  createdDate: string;
  updatedDate?: string;
  objectId?: string;
  failedStep?: string;
  error?: string;
  /** How often the whole was tried before. */
  retry?: number;
  /** Of a sub-formula's run: the execution with the step that runs it. */
  parentExecutionId?: number;
  /** What of its formula it runs; older servers do not say. */
  formulaVersionId?: number;
  /** Whether nothing that writes was sent; only of executions that run another one again. */
  dryRun?: boolean;
  originExecutionId?: number;
  /** Where it began, and how many steps before that it has of its origin. */
  fromStep?: string;
  keptSteps?: number;
  editedSteps?: string[];
}

/** That a step of a dry run sent nothing, and where the answer is from that later steps got. */
export interface NotSent {
  sent: false;
  answer?: 'recorded' | 'empty';
  answerOfExecution?: number;
  wouldRetryInMinutes?: number;
}

/** A value that a step gave, as text: objects and lists are JSON. */
export interface StepValue {
  id: number;
  key: string;
  value: string;
}

export interface StepExecution {
  id: number;
  stepName: string;
  status: string;
  createdDate: string;
  updatedDate?: string;
  stepExecutionValues?: StepValue[];
  /** The run of the sub-formula that it runs. */
  childExecutionId?: number;
  /** Whether it did not run here but has its values of the execution that is run again, or of somebody who wrote them. */
  kept?: boolean;
  edited?: boolean;
  dryRun?: NotSent;
}

export interface ExecutionDetails extends Execution {
  stepExecutions: StepExecution[];
}

const PAGE_SIZE = 50;
const LIST_MS = 3000;
const RUNNING_MS = 1000;
const LONG_RUNNING_MS = 10_000;
/** A run that is read the hundredth time is read again after five seconds. */
const SLOWER_MS = 50;
const INSTANCES = `${PLATFORM}/formulas/instances`;
const executionPath = (id: number | string) => `${INSTANCES}/executions/${encodeURIComponent(String(id))}`;

export const isOver = (status: string) => !['pending', 'queued'].includes(status);

/** What a list of executions is narrowed by. */
export interface ExecutionFilter {
  status?: string | undefined;
  /** Of the object that started it, as it is. */
  objectId?: string | undefined;
  /** A part of the object's id, of the step that failed or of its error, or the whole id of the execution. */
  searchText?: string | undefined;
  /** Moments with their zone: the first one that counts, and the first one that does not any more. */
  from?: string | undefined;
  to?: string | undefined;
}

/** The executions of an instance, newest first; asked for again and again while the page is looked at. */
export const executionsQuery = (instance: string, filter: ExecutionFilter = {}) =>
  infiniteQueryOptions({
    queryKey: ['executions', 'of', instance, filter],
    queryFn: ({ pageParam, signal }) =>
      call<Execution[]>(
        `${INSTANCES}/${encodeURIComponent(instance)}/executions${query({ ...filter, nextPage: pageParam, pageSize: PAGE_SIZE })}`,
        { signal },
      ),
    initialPageParam: '',
    // A page is named by the last execution of the one before.
    getNextPageParam: (last) => (last.length === PAGE_SIZE ? String(last.at(-1)?.id ?? '') : undefined),
    refetchInterval: LIST_MS,
  });

const LATEST = 20;

/** The latest executions of all instances of a formula. */
export const formulaExecutionsQuery = (formula: string) =>
  queryOptions({
    queryKey: ['executions', 'latest', formula],
    queryFn: ({ signal }) =>
      call<Execution[]>(
        `${PLATFORM}/formulas/${encodeURIComponent(formula)}/executions${query({ pageSize: LATEST })}`,
        { signal },
      ),
  });

/**
 * How long to wait before a run is read once more: with each time it is read a little longer, since a long run has many values,
 * and all of them are read.
 *
 * @param reads how often it was read
 */
export const followMs = (reads: number) => Math.min(LONG_RUNNING_MS, Math.max(RUNNING_MS, reads * SLOWER_MS));

/** One execution with its steps and values; followed until it is over, as long as the page can be seen. */
export const executionQuery = (id: string) =>
  queryOptions({
    queryKey: ['executions', id],
    queryFn: ({ signal }) => call<ExecutionDetails>(executionPath(id), { signal }),
    enabled: id !== '',
    refetchInterval: ({ state }) => (state.data && isOver(state.data.status) ? false : followMs(state.dataUpdateCount)),
    // What changed while the page could not be seen is read as soon as it can.
    refetchOnWindowFocus: ({ state }) => (state.data && isOver(state.data.status) ? false : 'always'),
  });

/** Starts an instance by hand, with any JSON text, in which numbers keep their spelling; a body of events starts one execution for each. */
export const startExecution = (formula: number, instance: number, json: string) =>
  call<Execution[]>(`${PLATFORM}/formulas/${formula}/instances/${instance}/executions`, { method: 'POST', json });

/** The same input once more. */
export const retryExecution = (id: number) =>
  call<Execution | undefined>(`${executionPath(id)}/retries`, { method: 'PUT' });

export const cancelExecution = (id: number) =>
  call<unknown>(executionPath(id), { method: 'PATCH', body: { status: 'cancelled' } });

/** A mail or a post that tells of an execution, and what became of it. */
export interface ExecutionNotice {
  id: number;
  type: 'mail' | 'webhook';
  /** Addresses, separated by commas, or a URL. */
  target: string;
  status: 'waiting' | 'sent' | 'failed';
  attempts: number;
  createdDate: string;
  /** Of the next try, while it waits. */
  nextAttemptDate?: string;
  /** Why the last try failed. */
  reason?: string;
}

const NOTICES_MS = 5000;

/** The notices of an execution; asked for again while more may come, or one waits. */
export const noticesQuery = (id: number, isRunning: boolean) =>
  queryOptions({
    queryKey: ['executions', String(id), 'notices', isRunning],
    queryFn: ({ signal }) => call<ExecutionNotice[]>(`${executionPath(id)}/notices`, { signal }),
    refetchInterval: ({ state }) =>
      isRunning || state.data?.some(({ status }) => status === 'waiting') ? NOTICES_MS : false,
  });
