import { useMemo, useState } from 'react';
import type { Formula } from '../../../api/formulas';
import type { At } from '../../../flow/dropping';
import { TRIGGER } from '../../../flow/graph';
import { same } from '../../../ui/same';
import { addStep, behind, type Draft, draftOf, lastOf, partOf, removeStep, renameStep } from './draft';
import { begun, changed, type History, redone, undone } from './history';
import type { Spot } from './places';
import { withNumbers } from './text';

/** A formula while it is edited: the draft, the way back, and what is looked at. */
export function useEditing(formula: Formula) {
  const [saved, setSaved] = useState(() => draftOf(formula));
  const [history, setHistory] = useState<History<Draft>>(() => begun(saved));
  const [chosen, setChosen] = useState<string | undefined>(TRIGGER);
  // What shall get the focus.
  const [wish, setWish] = useState<Spot>();
  // How often the draft came from elsewhere: what keeps a state of its own begins anew.
  const [restarts, setRestarts] = useState(0);
  // How often another part was chosen; a part that is renamed is the same one.
  const [forms, setForms] = useState(0);
  const draft = history.now;
  const dirty = useMemo(() => !same(draft, saved), [draft, saved]);

  const edit = (change: (draft: Draft) => Draft, series?: string) =>
    setHistory((now) => changed(now, change(now.now), series));
  const choose = (name: string | undefined) => {
    setChosen(name);
    if (name !== chosen) setForms((times) => times + 1);
  };
  const focus = (spot: Spot) => {
    choose(spot.part);
    setWish({ ...spot });
  };
  const granted = () => setWish(undefined);
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
    forms,
    chosen: present,
    wish,
    edit,
    focus,
    granted,
    choose,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo: () => travel(undone),
    redo: () => travel(redone),
    /** A draft is what the server has now, which gave numbers to what was new. */
    keep: (kept: Draft, stored: Draft) => {
      const numbered = (each: Draft) => withNumbers(each, stored);
      setSaved(numbered(kept));
      // What is typed from now on is a change of its own: undo comes back to what was saved.
      setHistory((now) => ({ ...now, now: numbered(now.now), past: now.past.map(numbered), series: undefined }));
    },
    /** Goes on with what somebody else stored; the way back leads to one's own. */
    load: (stored: Draft) => {
      setSaved(stored);
      setRestarts((times) => times + 1);
      edit(() => stored);
    },
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
      if (present === name) choose(undefined);
    },
    rename: (name: string, to: string) => {
      edit((now) => renameStep(now, name, to));
      setChosen(to);
    },
  };
}

export type Editing = ReturnType<typeof useEditing>;
