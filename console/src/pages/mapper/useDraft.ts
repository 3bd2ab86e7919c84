import { useMemo, useState } from 'react';
import type { Level } from '../../api/mapping';
import { type Draft, draftOf, inForce, rowsOf, same } from './draft';
import { above, type ByLevel, nearest, ownOfEach } from './levels';

/** What is edited: a level, what it keeps, and what of that was changed. */
export function useDraft(read: ByLevel, administrator: boolean) {
  const kept = useMemo(() => ownOfEach(read), [read]);
  const [level, setLevel] = useState<Level>(() => {
    const found = nearest(kept) ?? 'account';
    return found === 'organization' && !administrator ? 'account' : found;
  });
  const upper = useMemo(() => above(kept, level), [kept, level]);
  const base = useMemo(() => draftOf(kept[level], upper), [kept, level, upper]);
  const [changed, setChanged] = useState<Draft>();
  const draft = changed ?? base;
  const rows = useMemo(() => rowsOf(draft, level, upper), [draft, level, upper]);
  const transformation = useMemo(() => inForce(draft, rows, upper), [draft, rows, upper]);
  return {
    kept,
    level,
    upper,
    base,
    draft,
    rows,
    transformation,
    dirty: changed !== undefined && !same(changed, base),
    edit: (change: (draft: Draft) => Draft) => setChanged((now) => change(now ?? base)),
    /** Shows what is kept instead of what was changed. */
    reset: () => setChanged(undefined),
    /** Goes to another level, with the changes or without them. */
    go: (to: Level, along: boolean) => {
      setChanged(along ? draft : undefined);
      setLevel(to);
    },
  };
}

export type Editing = ReturnType<typeof useDraft>;
