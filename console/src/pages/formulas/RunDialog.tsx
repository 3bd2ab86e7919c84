import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { startExecution } from '../../api/executions';
import type { FormulaInstance } from '../../api/formulas';
import { f } from '../../formulaStrings';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { InputForm } from './InputForm';

interface Props {
  instance: FormulaInstance;
  /** The type of the trigger, which says what input makes sense. */
  trigger: string;
}

/** Starts an instance by hand. */
export function RunButton({ instance, trigger }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        <Play size={15} aria-hidden="true" />
        {f.run}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={f.runTitle(instance.name)}
        description={trigger === 'manual' ? f.runText : f.runEvent}
      >
        <RunForm instance={instance} close={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function RunForm({ instance, close }: { instance: FormulaInstance; close: () => void }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const send = async (json: string) => {
    const [started] = await startExecution(instance.formula.id, instance.id, json);
    await queryClient.invalidateQueries({ queryKey: ['executions'] });
    close();
    if (!started) return;
    const params = { id: String(instance.formula.id), instance: String(instance.id), execution: String(started.id) };
    await navigate({ to: '/formulas/$id/instances/$instance/executions/$execution', params });
  };
  return <InputForm label={f.runBody} initial={'{\n  \n}'} action={f.run} close={close} send={send} />;
}
