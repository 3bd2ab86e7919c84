import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { startExecution } from '../../../api/executions';
import { createFormulaInstance, type Formula, formulaInstancesQuery } from '../../../api/formulas';
import { messageOf } from '../../../api/messages';
import { f } from '../../../formulaStrings';
import { t } from '../../../strings';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { Failure } from '../../../ui/Failure';
import { Field } from '../../../ui/Field';
import { Loading } from '../../../ui/Loading';
import { Note } from '../../../ui/Note';
import { InstanceForm } from '../InstanceForm';
import { exampleEvent, keepSampleEvent, sampleEvent } from './samples';

interface Props {
  formula: Formula;
  open: boolean;
  close: () => void;
  /** Whether there is something to save first. */
  dirty: boolean;
  /** Saves what was changed; whether that went well. */
  save: () => Promise<boolean>;
  started: (execution: number) => void;
}

const NEW = 'new';

/** Runs the formula with a sample event, for an instance that is there or made now. */
export function TestDialog({ formula, open, close, dirty, save, started }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title={f.testTitle}
      description={dirty ? f.testSaves : undefined}
    >
      <Instances formula={formula} close={close} dirty={dirty} save={save} started={started} />
    </Dialog>
  );
}

function Instances(props: Omit<Props, 'open'>) {
  const { formula, dirty, save } = props;
  const instances = useInfiniteQuery(formulaInstancesQuery(String(formula.id)));
  const queryClient = useQueryClient();
  const items = instances.data?.pages.flat() ?? [];
  const [chosen, setChosen] = useState<string>();
  const latest = items.at(-1);
  const at = chosen ?? (latest ? String(latest.id) : NEW);
  if (instances.isError) return <Failure error={instances.error} retry={() => void instances.refetch()} />;
  if (!instances.data) return <Loading />;
  const make = async (wish: Parameters<typeof createFormulaInstance>[1]) => {
    // Its values are checked against what is stored.
    if (dirty && !(await save())) throw new Error(f.testProblems);
    const made = await createFormulaInstance(formula.id, wish);
    await queryClient.invalidateQueries({ queryKey: formulaInstancesQuery(String(formula.id)).queryKey });
    setChosen(String(made.id));
  };
  return (
    <div className="stack">
      <Field label={f.testInstance} help={f.testInstanceHelp}>
        {(control) => (
          <select {...control} className="input" value={at} onChange={(event) => setChosen(event.target.value)}>
            {items.map(({ id, name }) => (
              <option key={id} value={String(id)}>
                {name}
              </option>
            ))}
            <option value={NEW}>{f.testNew}</option>
          </select>
        )}
      </Field>
      {at === NEW ? (
        <InstanceForm formula={formula} action={f.testMake} send={make} />
      ) : (
        <EventForm {...props} instance={Number(at)} />
      )}
    </div>
  );
}

/** The input, which is kept for the next time. */
function EventForm({ formula, instance, close, dirty, save, started }: Omit<Props, 'open'> & { instance: number }) {
  const queryClient = useQueryClient();
  const trigger = formula.triggers[0]?.type ?? 'manual';
  const [text, setText] = useState(() => sampleEvent(formula.id, trigger));
  const [wrong, setWrong] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setWrong(undefined);
    setProblem(undefined);
    const json = text.trim() || '{}';
    try {
      JSON.parse(json);
    } catch (error) {
      setWrong(f.notJson(messageOf(error)));
      return;
    }
    keepSampleEvent(formula.id, text);
    setBusy(true);
    try {
      if (dirty && !(await save())) {
        setProblem(f.testProblems);
        return;
      }
      const [first] = await startExecution(formula.id, instance, json);
      await queryClient.invalidateQueries({ queryKey: ['executions', 'latest'] });
      if (first) started(first.id);
      close();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <Field label={f.testEvent} error={wrong} help={`${f.testHelp[trigger] ?? ''} ${f.testEventHelp}`}>
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
        <Button look="quiet" onClick={() => setText(exampleEvent(trigger))}>
          {f.testReset}
        </Button>
        <Button onClick={close}>{t.common.cancel}</Button>
        <Button type="submit" look="primary" busy={busy}>
          <Play size={15} aria-hidden="true" />
          {dirty ? f.testSaveRun : f.testRun}
        </Button>
      </div>
    </form>
  );
}
