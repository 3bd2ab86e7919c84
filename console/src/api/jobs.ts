import { infiniteQueryOptions } from '@tanstack/react-query';
import { call, PLATFORM, query } from './client';

/** An active formula instance that a schedule starts; it has the instance's id. */
export interface Job {
  id: number;
  name: string;
  /** Ends with `formula <id>, instance <id>`. */
  description: string;
  active: boolean;
  createdDate: string;
  cron?: string;
  /** When it runs next; not of one that is switched off, or whose schedule has ended. */
  nextExecutionDate?: string;
}

const PAGE_SIZE = 100;
const LIST_MS = 15_000;
const JOBS = `${PLATFORM}/jobs`;

/** The jobs that are on, by id; asked for again and again, because their next times pass. */
export const jobsQuery = (searchText?: string) =>
  infiniteQueryOptions({
    queryKey: ['formulas', 'jobs', searchText],
    queryFn: ({ pageParam, signal }) =>
      call<Job[]>(`${JOBS}${query({ searchText, page: pageParam, pageSize: PAGE_SIZE })}`, { signal }),
    initialPageParam: 1,
    getNextPageParam: (last: Job[], all: Job[][]) => (last.length === PAGE_SIZE ? all.length + 1 : undefined),
    refetchInterval: LIST_MS,
  });

export const setJobActive = (id: number, active: boolean) =>
  call<Job>(`${JOBS}/${id}/active`, { method: active ? 'PUT' : 'DELETE' });

/** Switches the instance off, or deletes it together with its formula when both were made for the job. */
export const deleteJob = (id: number) => call<unknown>(`${JOBS}/${id}`, { method: 'DELETE' });

/** The formula that a job runs, as its description says; nothing when it does not. */
export const formulaOf = (job: Job): string | undefined => /formula (\d+), instance \d+\)?$/.exec(job.description)?.[1];

/** With those that were switched off meanwhile, which the server no longer lists, at their places. */
export const withKept = (listed: readonly Job[], kept: readonly Job[]): Job[] => {
  const there = new Set(listed.map(({ id }) => id));
  return [...listed, ...kept.filter(({ id }) => !there.has(id))].sort((a, b) => a.id - b.id);
};
