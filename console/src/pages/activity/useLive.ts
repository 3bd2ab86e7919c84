import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { sessionQuery } from '../../api/session';
import { type ActivityFilter, type ActivityItem, streamPath } from '../../api/activity';

/** The newest that are kept; who wants more looks at the list itself. */
const KEPT = 200;

function watchVisibility(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
}

const isVisible = () => document.visibilityState === 'visible';

/**
 * Calls as they happen, newest first; begins anew when the filter changes.
 * A hidden tab listens to nothing: a browser has six connections to a host for all its tabs.
 */
export function useLive(on: boolean, filter: ActivityFilter): { items: ActivityItem[]; lost: boolean } {
  const [items, setItems] = useState<ActivityItem[]>([]);
  const [lost, setLost] = useState(false);
  const path = streamPath(filter);
  const queryClient = useQueryClient();
  const listening = useSyncExternalStore(watchVisibility, isVisible) && on;

  useEffect(() => {
    if (!listening) return;
    const stream = new EventSource(path);
    stream.onopen = () => {
      setLost(false);
      // What happened before the stream was open is in the list.
      void queryClient.invalidateQueries({ queryKey: ['activity', 'list'] });
    };
    stream.onerror = () => {
      setLost(true);
      // The server ends a stream for good only together with the session.
      if (stream.readyState === EventSource.CLOSED) void queryClient.invalidateQueries(sessionQuery);
    };
    stream.onmessage = ({ data }: MessageEvent<string>) => {
      const item = JSON.parse(data) as ActivityItem;
      setItems((known) => [item, ...known.filter(({ id }) => id !== item.id)].slice(0, KEPT));
    };
    return () => {
      stream.close();
      setItems([]);
      setLost(false);
    };
  }, [listening, path, queryClient]);

  return { items, lost };
}
