import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { startExecution } from '../../api/executions';
import type { FormulaInstance } from '../../api/formulas';
import { messageOf } from '../../api/messages';
import { f } from '../../formulaStrings';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { Note } from '../../ui/Note';

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
  const [text, setText] = useState('{\n  \n}');
  const [wrong, setWrong] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const queryClient = useQueryClient();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setWrong('');
    setProblem('');
    const json = text.trim() || '{}';
    try {
      JSON.parse(json);
    } catch (error) {
      setWrong(f.notJson(messageOf(error)));
      return;
    }
    setBusy(true);
    try {
      const [started] = await startExecution(instance.formula.id, instance.id, json);
      await queryClient.invalidateQueries({ queryKey: ['executions'] });
      close();
      if (!started) return;
      const params = { id: String(instance.formula.id), instance: String(instance.id), execution: String(started.id) };
      await navigate({ to: '/formulas/$id/instances/$instance/executions/$execution', params });
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <Field label={f.runBody} error={wrong || undefined}>
        {(control) => (
          <textarea
            {...control}
            className="input json-input"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {problem && <Note kind="danger">{problem}</Note>}
      <div className="dialog-actions">
        <Button onClick={close}>{t.common.cancel}</Button>
        <Button type="submit" look="primary" busy={busy}>
          {f.run}
        </Button>
      </div>
    </form>
  );
}
