import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { type Json, type Transformation, tryOut } from '../../api/mapping';
import type { LevelScript } from './levels';
import { same } from '../../ui/same';
import { type LevelFailure, tried } from './trial';

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

/** The sample in the application's words, and back in the provider's, by a mapping and scripts that are not stored. */
export function usePreview(
  id: string,
  name: string,
  transformation: Transformation,
  scripts: readonly LevelScript[],
  sample: Json | null | undefined,
) {
  const wanted = useMemo(() => ({ transformation, scripts }), [transformation, scripts]);
  const settled = useSettled(wanted);
  return useQuery({
    queryKey: ['mapping', id, 'preview', name, settled, sample],
    queryFn: ({ signal }) =>
      tried(
        (payload, method, body) => {
          const script = body === undefined ? {} : { script: { body } };
          return tryOut(
            id,
            name,
            { transformation: { ...settled.transformation, ...script }, payload, method },
            signal,
          );
        },
        settled.scripts,
        sample,
      ),
    enabled: Boolean(sample),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
}

export type PreviewQuery = ReturnType<typeof usePreview>;

/** Why scripts failed, and in which direction; nothing while others are tried than the present ones. */
export interface Failures {
  read: readonly LevelFailure[];
  sent: readonly LevelFailure[];
}

const NONE: Failures = { read: [], sent: [] };

export function failuresOf({ data, error }: PreviewQuery, scripts: readonly LevelScript[]): Failures {
  if (!data || error || !same(data.scripts, scripts)) return NONE;
  return { read: data.read.failures, sent: data.sent?.failures ?? [] };
}
