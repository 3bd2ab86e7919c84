import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Json, type Transformation, tryOut } from '../../api/mapping';

const PAUSE_MS = 300;

/** A value once it has stopped to change. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** The sample in the application's words, and back in the provider's, by a mapping that is not stored. */
export function usePreview(id: string, name: string, transformation: Transformation, sample: Json | null | undefined) {
  const settled = useSettled(transformation);
  const preview = useQuery({
    queryKey: ['mapping', id, 'preview', name, settled, sample],
    queryFn: async ({ signal }) => {
      const attempt = { transformation: settled };
      const read = await tryOut(id, name, { ...attempt, payload: sample, method: 'GET' }, signal);
      const sent = await tryOut(id, name, { ...attempt, payload: read, method: 'POST' }, signal);
      return { read, sent };
    },
    enabled: Boolean(sample),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  return preview;
}
