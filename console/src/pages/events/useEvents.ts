import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type EventFilter, eventsQuery, newestQuery } from '../../api/events';
import { withNewest } from './newest';

/** The events of an instance as they come in; only the first page is asked for again and again. */
export function useEvents(id: string, filter: EventFilter) {
  const queryClient = useQueryClient();
  const options = eventsQuery(id, filter);
  const list = useInfiniteQuery(options);
  const newest = useQuery({ ...newestQuery(id, filter), enabled: list.isSuccess });
  const { data, dataUpdatedAt } = newest;

  useEffect(() => {
    if (!data) return;
    queryClient.setQueryData(options.queryKey, (loaded) => loaded && withNewest(loaded, data));
    // Also when nothing came: an older page that was on its way meanwhile has overwritten what was put in.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [data, dataUpdatedAt]);

  return { list, lost: newest.isError };
}
