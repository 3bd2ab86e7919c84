import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { cancelExecution, type ExecutionDetails, isOver, retryExecution } from '../../api/executions';
import { messageOf } from '../../api/messages';
import { f } from '../../formulaStrings';
import { r } from '../../runStrings';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { useToast } from '../../ui/toasts';

interface Props {
  execution: ExecutionDetails;
  formula: string;
}

/** Stops what runs; runs once more what is over. */
export function ExecutionActions({ execution, formula }: Props) {
  const { id, formulaInstanceId, status, dryRun, parentExecutionId } = execution;
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const tell = useToast();

  const again = async () => {
    setBusy(true);
    try {
      const next = await retryExecution(id);
      tell(dryRun ? r.triedAgain : f.retried);
      const params = { id: formula, instance: String(formulaInstanceId) };
      if (next?.id === undefined || next.id === id) await queryClient.invalidateQueries({ queryKey: ['executions'] });
      else {
        await navigate({
          to: '/formulas/$id/instances/$instance/executions/$execution',
          params: { ...params, execution: String(next.id) },
        });
      }
    } catch (error) {
      tell(messageOf(error), true);
    } finally {
      setBusy(false);
    }
  };
  const stop = async () => {
    await cancelExecution(id);
    await queryClient.invalidateQueries({ queryKey: ['executions'] });
    tell(f.cancelled);
  };

  // What runs a sub-formula is run again, or cancelled, as a whole.
  if (parentExecutionId) return null;
  return (
    <>
      {isOver(status) ? (
        <Button busy={busy} onClick={() => void again()}>
          <RotateCcw size={15} aria-hidden="true" />
          {f.retry}
        </Button>
      ) : (
        <Button look="danger" onClick={() => setAsking(true)}>
          {f.cancelIt}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={f.cancelTitle}
        description={f.cancelText}
        action={f.cancelIt}
        danger
        onConfirm={stop}
      />
    </>
  );
}
