import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { checkFormula } from '../../../api/formulaCheck';
import type { Draft } from './draft';
import { type Fault, ownFaults, toldFaults } from './faults';

/** Before the server is asked about what is typed, in milliseconds. */
const PAUSE_MS = 300;

/** What is wrong with a draft: what the server says about it, and what only the page knows. */
export function useFaults(draft: Draft) {
  const [asked, setAsked] = useState(draft);
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(draft), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [draft]);
  const check = useQuery({
    queryKey: ['formulas', 'check', asked],
    queryFn: ({ signal }) => checkFormula(asked, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    // Each state of the draft is a key of its own.
    gcTime: 60_000,
  });
  const faults = useMemo((): Fault[] => {
    const { problems = {}, warnings = {} } = check.data ?? {};
    const all = [
      ...toldFaults(draft, 'problem', problems),
      ...ownFaults(draft),
      ...toldFaults(draft, 'warning', warnings),
    ];
    return all.sort((one, other) => Number(one.kind === 'warning') - Number(other.kind === 'warning'));
  }, [draft, check.data]);
  return {
    faults,
    /** The next times of a schedule; nothing while nobody knows. */
    next: check.data?.next ?? [],
    error: check.error,
  };
}
