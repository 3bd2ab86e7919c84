import { useMemo, useState } from 'react';
import type { Formula } from '../../../api/formulas';
import { TRIGGER } from '../../../flow/graph';
import { same } from '../../../ui/same';
import { addStep, type At, behind, type Draft, draftOf, lastOf, partOf, removeStep, renameStep } from './draft';
import { begun, changed, type History, redone, undone } from './history';
import type { Spot } from './places';

/** What shall get the focus; the number makes the same wish twice two wishes. */
export interface Wish extends Spot {
  number: number;
}

/** A formula while it is edited: the draft, the way back, and what is looked at. */
export function useEditing(formula: Formula) {
  const [saved, setSaved] = useState(() => draftOf(formula));
  const [history, setHistory] = useState<History<Draft>>(() => begun(saved));
  const [chosen, setChosen] = useState<string | undefined>(TRIGGER);
  const [wish, setWish] = useState<Wish>();
  // How often the draft came from elsewhere: what keeps a state of its own begins anew.
  const [restarts, setRestarts] = useState(0);
  const draft = history.now;
  const dirty = useMemo(() => !same(draft, saved), [draft, saved]);

  const edit = (change: (draft: Draft) => Draft, series?: string) =>
    setHistory((now) => changed(now, change(now.now), series));
  const focus = (spot: Spot) => {
    setChosen(spot.part);
    setWish((before) => ({ ...spot, number: (before?.number ?? 0) + 1 }));
  };
  const travel = (way: typeof undone) => {
    setHistory(way);
    setRestarts((times) => times + 1);
  };
  /** What is chosen, unless it is gone. */
  const present = partOf(draft, chosen) ? chosen : undefined;

  return {
    draft,
    saved,
    dirty,
    restarts,
    chosen: present,
    wish,
    edit,
    focus,
    choose: setChosen,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo: () => travel(undone),
    redo: () => travel(redone),
    /** The draft is what the server has now. */
    keep: (kept: Draft) => setSaved(kept),
    /** Puts a new step where one wants it, or behind what is chosen; answers its name. */
    insert: (type: string, at?: At): string => {
      const where = at ?? (present === undefined ? lastOf(draft) : behind(draft, present));
      const made = addStep(draft, type, where);
      setHistory((now) => changed(now, made.draft));
      focus({ part: made.name, field: 'name' });
      return made.name;
    },
    remove: (name: string) => {
      edit((now) => removeStep(now, name));
      if (present === name) setChosen(undefined);
    },
    rename: (name: string, to: string) => {
      edit((now) => renameStep(now, name, to));
      setChosen(to);
      setRestarts((times) => times + 1);
    },
  };
}

export type Editing = ReturnType<typeof useEditing>;
