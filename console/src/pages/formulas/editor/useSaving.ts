import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../../api/client';
import { type Formula, formulaQuery, replaceFormula } from '../../../api/formulas';
import { messageOf } from '../../../api/messages';
import { f } from '../../../formulaStrings';
import { useToast } from '../../../ui/toasts';
import type { Draft } from './draft';
import { type Fault, toldFaults } from './faults';
import type { Editing } from './useEditing';

interface Refusal {
  /** The draft that was refused: nothing is said about what was changed since. */
  draft: Draft;
  message: string;
  faults: Fault[];
}

/** Stores the draft; what the server refuses is shown at its places, as what it said before. */
export function useSaving(formula: Formula, editing: Editing) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const queryClient = useQueryClient();
  const tell = useToast();
  const { draft, keep } = editing;

  const save = async (): Promise<boolean> => {
    setBusy(true);
    setRefusal(undefined);
    try {
      const stored = await replaceFormula(formula.id, draft);
      keep(draft);
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
  return { save, busy, refusal: refusal?.draft === draft ? refusal : undefined };
}
