import { useMemo, useState } from 'react';
import type { Level } from '../../api/mapping';
import { type Draft, draftOf, inForce, rowsOf } from './draft';
import { above, type ByLevel, inherits, type LevelScript, nearest, ownOfEach, scriptOf, scriptsAbove } from './levels';
import { same } from '../../ui/same';

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
  const inherited = useMemo(() => scriptsAbove(kept, level), [kept, level]);
  const body = scriptOf(draft.transformation);
  const adds = inherits(draft.transformation);
  const scripts = useMemo(
    (): LevelScript[] => [...(adds ? inherited : []), ...(body?.trim() ? [{ level, body }] : [])],
    [adds, inherited, body, level],
  );
  // How often changes were thrown away: what keeps a state of its own begins anew.
  const [restarts, setRestarts] = useState(0);
  return {
    kept,
    level,
    upper,
    base,
    draft,
    rows,
    transformation,
    /** Those of levels above, whether they run or not. */
    inherited,
    /** All that run, this level's last. */
    scripts,
    restarts,
    dirty: changed !== undefined && !same(changed, base),
    edit: (change: (draft: Draft) => Draft) => setChanged((now) => change(now ?? base)),
    /** After what was changed was kept. */
    reset: () => setChanged(undefined),
    /** Shows what is kept instead of what was changed. */
    discard: () => {
      setChanged(undefined);
      setRestarts((times) => times + 1);
    },
    /** Goes to another level, with the changes or without them. */
    go: (to: Level, along: boolean) => {
      setChanged(along ? draft : undefined);
      setLevel(to);
    },
  };
}

export type Editing = ReturnType<typeof useDraft>;
