import { useInfiniteQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { ExecutionDetails } from '../../api/executions';
import { FIRST_STEPS, moreStepsQuery } from '../../api/reruns';

/** The steps of a run as far as they are loaded; what is loaded is read again whenever the run is, until after its end. */
export function useRunSteps(execution: string, run: UseQueryResult<ExecutionDetails>) {
  const further = useInfiniteQuery(moreStepsQuery(execution, false));
  const { data, isFetching, hasNextPage, refetch } = further;
  const now = `${execution} ${run.dataUpdatedAt}`;
  const read = useRef('');
  useEffect(() => {
    // What is being read now may lack what the run has done since, so that it is read once more afterwards.
    if (!data || isFetching || read.current === now) return;
    read.current = now;
    void refetch();
  }, [data, isFetching, now, refetch]);
  const first = run.data?.stepExecutions;
  const steps = useMemo(() => [...(first ?? []), ...(data?.pages.flatMap((page) => page.steps) ?? [])], [first, data]);
  const more = () => {
    if (!data) read.current = now;
    // It ends a reading that goes on.
    else if (isFetching) read.current = '';
    void (data ? further.fetchNextPage() : refetch());
  };
  return {
    steps,
    isCut: (first?.length ?? 0) >= FIRST_STEPS && (!data || hasNextPage),
    more,
    isLoading: isFetching && (!data || further.isFetchingNextPage),
  };
}
