import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Copy, Download, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { cloneFormula, deleteFormula, exportPath, type Formula } from '../../api/formulas';
import { f } from '../../formulaStrings';
import { Button, buttonClass } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { useToast } from '../../ui/toasts';
import { useFormulaChange } from './useFormulaChange';

/** What one can do with a formula as a whole. */
export function FormulaActions({ formula }: { formula: Formula }) {
  const { id, name } = formula;
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const tell = useToast();
  const clone = useFormulaChange(
    () => cloneFormula(id),
    () => f.cloned,
  );
  const remove = async () => {
    await deleteFormula(id);
    tell(f.deleted);
    await navigate({ to: '/formulas' });
    queryClient.removeQueries({ queryKey: ['formulas', String(id)] });
    await queryClient.invalidateQueries({ queryKey: ['formulas'] });
  };
  return (
    <>
      <a href={exportPath(id)} className={buttonClass({})} download={`formula-${id}.json`}>
        <Download size={15} aria-hidden="true" />
        {f.export}
      </a>
      <Button
        busy={clone.isPending}
        onClick={() =>
          clone.mutate(undefined, {
            onSuccess: (copy) => void navigate({ to: '/formulas/$id', params: { id: String(copy.id) } }),
          })
        }
      >
        <Copy size={15} aria-hidden="true" />
        {f.clone}
      </Button>
      <Button onClick={() => setAsking(true)}>
        <Trash2 size={15} aria-hidden="true" />
        {f.delete}
      </Button>
      <Link to="/formulas/$id/edit" params={{ id: String(id) }} className={buttonClass({ look: 'primary' })}>
        <Pencil size={15} aria-hidden="true" />
        {f.edit}
      </Link>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={f.deleteTitle(name)}
        description={f.deleteText}
        action={f.delete}
        danger
        onConfirm={remove}
      />
    </>
  );
}
