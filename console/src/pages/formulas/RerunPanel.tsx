import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FlaskConical, Play } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { ExecutionDetails } from '../../api/executions';
import { messageOf } from '../../api/messages';
import { startRerun, type StepContext, stepContextQuery } from '../../api/reruns';
import { TRIGGER } from '../../flow/graph';
import { r } from '../../runStrings';
import { ScriptEditor } from '../../script/ScriptEditor';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Failure } from '../../ui/Failure';
import { Loading } from '../../ui/Loading';
import { Note } from '../../ui/Note';
import { Select } from '../../ui/Select';
import { useToast } from '../../ui/toasts';

interface Props {
  execution: ExecutionDetails;
  /** The first step that runs, and which time it ran, from 1. */
  from: string;
  pass: number;
  close: () => void;
}

const NO_WORDS = { names: [], modules: {} };
const NO_PROBLEMS: [] = [];

/** Runs an execution again from one of its steps: what the step found can be edited, and nothing is sent unless one says so. */
export function RerunPanel({ execution, from, pass, close }: Props) {
  const context = useQuery(stepContextQuery(execution.id, from, pass));
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="card" aria-labelledby={id}>
      <div className="card-head">
        <div>
          <h2 id={id} ref={heading} tabIndex={-1}>
            {from === TRIGGER ? r.fromTrigger : r.from(from)}
          </h2>
          <p className="card-text">{from === TRIGGER ? r.panelTextAll : r.panelText(from)}</p>
        </div>
      </div>
      {context.isPending && <Loading />}
      {context.isError && <Failure error={context.error} retry={() => void context.refetch()} />}
      {context.data && <Form execution={execution} from={from} pass={pass} close={close} context={context.data} />}
    </section>
  );
}

function Form({ execution, from, pass, close, context }: Props & { context: StepContext }) {
  const recorded = new Map([[TRIGGER, context.trigger ?? '{}'], ...Object.entries(context.steps)]);
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  // What the step before gave is what one wants to change most.
  const [part, setPart] = useState([...recorded.keys()].at(-1)!);
  const [resets, setResets] = useState(0);
  const [dry, setDry] = useState(true);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const tell = useToast();
  const partName = (name: string) => (name === TRIGGER ? r.trigger : name);
  const isEdited = (name: string) => texts.has(name) && texts.get(name) !== recorded.get(name);

  /** What was edited, once it can be read. */
  const read = () => {
    const edited = new Map([...texts].filter(([name]) => isEdited(name)));
    for (const [name, text] of edited) {
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch (error) {
        setPart(name);
        throw new Error(r.notJson(partName(name), messageOf(error)), { cause: error });
      }
      if (name === TRIGGER && (typeof value !== 'object' || value === null || Array.isArray(value))) {
        setPart(name);
        throw new Error(r.notObject);
      }
    }
    const trigger = edited.get(TRIGGER);
    edited.delete(TRIGGER);
    return { trigger, steps: edited };
  };

  const start = async () => {
    setProblem('');
    setBusy(true);
    try {
      const started = await startRerun(execution.id, { fromStep: from, pass, dryRun: dry, ...read() });
      tell(dry ? r.startedDry : r.startedReal);
      await queryClient.invalidateQueries({ queryKey: ['executions'] });
      close();
      await navigate({
        from: '/formulas/$id/instances/$instance/executions/$execution',
        to: '/formulas/$id/instances/$instance/executions/$execution',
        params: (now) => ({ ...now, execution: String(started.id) }),
        search: from === TRIGGER ? {} : { step: from },
      });
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="card-body stack">
      <div className="row row-wide">
        <span className="field-label" aria-hidden="true">
          {r.input}
        </span>
        <Select
          label={r.input}
          value={part}
          onChange={setPart}
          options={[...recorded.keys()].map(
            (name) => [name, isEdited(name) ? r.changed(partName(name)) : partName(name)] as const,
          )}
        />
        {isEdited(part) && (
          <Button
            size="small"
            onClick={() => {
              setTexts(new Map([...texts].filter(([name]) => name !== part)));
              setResets(resets + 1);
            }}
          >
            {r.restore}
          </Button>
        )}
      </div>
      <ScriptEditor
        key={`${part} ${resets}`}
        label={r.inputOf(partName(part))}
        initial={texts.get(part) ?? recorded.get(part) ?? ''}
        change={(text) => {
          setTexts((now) => new Map([...now, [part, text]]));
          setProblem('');
        }}
        vocabulary={NO_WORDS}
        problems={NO_PROBLEMS}
        language="json"
      />
      {context.omitted.length > 0 && <p className="muted">{r.omitted(context.omitted)}</p>}
      <label className="check">
        <input type="checkbox" checked={dry} onChange={(event) => setDry(event.target.checked)} />
        <span className="check-name">{r.dryRun}</span>
        <span className="check-help">{r.dryHelp}</span>
      </label>
      {!dry && (
        <Note kind="warning" title={r.real}>
          {r.realText}
        </Note>
      )}
      {problem && <Note kind="danger">{problem}</Note>}
      <div className="row">
        <Button look={dry ? 'primary' : 'danger'} busy={busy} onClick={() => void start()}>
          {dry ? <FlaskConical size={15} aria-hidden="true" /> : <Play size={15} aria-hidden="true" />}
          {dry ? r.start : r.startReal}
        </Button>
        <Button onClick={close}>{t.common.cancel}</Button>
      </div>
    </div>
  );
}
