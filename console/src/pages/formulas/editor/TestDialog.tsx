import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { startExecution } from '../../../api/executions';
import { createFormulaInstance, type Formula, formulaInstancesQuery } from '../../../api/formulas';
import { f } from '../../../formulaStrings';
import { Dialog } from '../../../ui/Dialog';
import { Failure } from '../../../ui/Failure';
import { Field } from '../../../ui/Field';
import { Loading } from '../../../ui/Loading';
import { InputForm } from '../InputForm';
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
        <InstanceForm formula={formula} action={f.testMake} cancel={props.close} send={make} />
      ) : (
        <EventForm {...props} instance={Number(at)} />
      )}
    </div>
  );
}

/** The input, which is kept for the next time. */
function EventForm({ formula, instance, close, dirty, save, started }: Omit<Props, 'open'> & { instance: number }) {
  const queryClient = useQueryClient();
  const trigger = formula.triggers[0] ?? { type: 'manual', properties: {} };
  const send = async (json: string, text: string) => {
    keepSampleEvent(formula.id, text);
    if (dirty && !(await save())) throw new Error(f.testProblems);
    const [first] = await startExecution(formula.id, instance, json);
    await queryClient.invalidateQueries({ queryKey: ['executions', 'latest'] });
    if (first) started(first.id);
    close();
  };
  return (
    <InputForm
      label={f.testEvent}
      help={`${f.testHelp[trigger.type] ?? ''} ${f.testEventHelp}`}
      initial={sampleEvent(formula.id, trigger)}
      example={exampleEvent(trigger)}
      action={
        <>
          <Play size={15} aria-hidden="true" />
          {dirty ? f.testSaveRun : f.testRun}
        </>
      }
      close={close}
      send={send}
    />
  );
}
