import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../../api/client';
import { type Formula, formulaQuery, replaceFormula } from '../../../api/formulas';
import { messageOf } from '../../../api/messages';
import { f } from '../../../formulaStrings';
import { useToast } from '../../../ui/toasts';
import { same } from '../../../ui/same';
import { type Draft, draftOf } from './draft';
import { type Fault, toldFaults } from './faults';
import type { Editing } from './useEditing';

interface Refusal {
  /** The draft that was refused: nothing is said about what was changed since. */
  draft: Draft;
  message: string;
  faults: Fault[];
}

/** What somebody else stored in the meantime. */
interface Conflict {
  theirs: Draft;
  answer: (anyway: boolean) => void;
}

/** Stores the draft; what the server refuses is shown at its places, as what it said before. */
export function useSaving(formula: Formula, editing: Editing) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const queryClient = useQueryClient();
  const tell = useToast();
  const { draft, keep } = editing;
  // What the draft began with: as long as the server still has it, nobody's work is lost.
  const [base, setBase] = useState(() => draftOf(formula));
  const [conflict, setConflict] = useState<Conflict>();

  const save = async (): Promise<boolean> => {
    setBusy(true);
    setRefusal(undefined);
    try {
      const theirs = draftOf(await queryClient.fetchQuery({ ...formulaQuery(String(formula.id)), staleTime: 0 }));
      if (!same(theirs, base)) {
        const anyway = await new Promise<boolean>((answer) => setConflict({ theirs, answer }));
        setConflict(undefined);
        if (!anyway) return false;
      }
      const stored = await replaceFormula(formula.id, draft);
      setBase(draftOf(stored));
      keep(draft, draftOf(stored));
      queryClient.setQueryData(formulaQuery(String(formula.id)).queryKey, stored);
      await queryClient.invalidateQueries({ queryKey: ['formulas', 'list'] });
      tell(f.formulaSaved);
      return true;
    } catch (error) {
      const fields = error instanceof ApiError ? error.fields : {};
      const faults = toldFaults(draft, 'problem', fields);
      setRefusal({ draft, faults, message: faults.length > 0 ? f.notSaved(faults.length) : messageOf(error) });
      return false;
    } finally {
      setBusy(false);
    }
  };
  const load = () => {
    if (!conflict) return;
    setBase(conflict.theirs);
    editing.load(conflict.theirs);
    conflict.answer(false);
  };
  return { save, load, conflict, busy, refusal: refusal?.draft === draft ? refusal : undefined };
}
