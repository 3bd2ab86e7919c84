import { ChevronRight, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import type { FlowPart } from '../../../api/formulas';
import { AddMenu } from '../../../flow/AddMenu';
import { TRIGGER, type Way } from '../../../flow/graph';
import { type Kind, kindOf, type Property, STEPS, TRIGGERS } from '../../../flow/kinds';
import { f } from '../../../formulaStrings';
import { Button, buttonClass } from '../../../ui/Button';
import { CommittedInput } from '../../../ui/CommittedInput';
import { Field } from '../../../ui/Field';
import { Note } from '../../../ui/Note';
import { connect, describe, nameFault, reconnect, setStepType, setTrigger } from './draft';
import type { Fault } from './faults';
import { rootNames, type Sample } from './names';
import { PropertyField } from './PropertyField';
import type { Editing } from './useEditing';

interface Props {
  editing: Editing;
  name: string;
  part: FlowPart;
  faults: readonly Fault[];
  sample: Sample | undefined;
  next: readonly string[];
}

/** What few need. */
const RARE = new Set([
  'path',
  'acceptableStatusCodes',
  'retry',
  'retryAttempts',
  'retryDelay',
  'retryStatusCodes',
  'repeatAfterCrash',
  'uploadFormData',
  'uploadFormDataName',
]);
const FIRST = ['body', 'query', 'headers'];

/** The form of the trigger or of a step. */
export function PartForm({ editing, name, part, faults, sample, next }: Props) {
  const { draft, edit } = editing;
  const trigger = name === TRIGGER;
  const kind = kindOf(trigger ? TRIGGERS : STEPS, part.type);
  const names = useMemo(() => rootNames(draft, name, sample), [draft, name, sample]);
  const problem = (field: string) =>
    faults.find((fault) => fault.part === name && fault.field === field && fault.kind === 'problem')?.message;
  const hints = faults.filter((fault) => fault.part === name && fault.kind === 'warning');
  const rare = kind.properties.filter((each) => !each.required && RARE.has(each.name));
  const usual = kind.properties.filter((each) => !rare.includes(each)).sort((one, other) => rank(one) - rank(other));
  const field = (property: Property) => (
    // A property of another type is another field, also when it has the same name.
    <div key={`${part.type} ${property.name}`} data-field={`properties.${property.name}`}>
      <PropertyField
        part={name}
        property={property}
        value={part.properties[property.name]}
        editing={editing}
        names={names}
        error={problem(`properties.${property.name}`)}
        next={next}
      />
    </div>
  );

  return (
    <div className="stack">
      {trigger ? (
        <TypeChoice
          label={f.triggerType}
          help={kind.text}
          error={problem('type')}
          type={part.type}
          table={TRIGGERS}
          change={(type) => edit((now) => setTrigger(now, type))}
        />
      ) : (
        <>
          <div data-field="name">
            <CommittedInput
              label={f.stepName}
              help={f.stepNameHelp}
              value={name}
              error={problem('name')}
              fault={(wish) => {
                const fault = nameFault(draft, name, wish);
                return fault && f.nameFaults[fault];
              }}
              commit={(to) => editing.rename(name, to)}
            />
          </div>
          <TypeChoice
            label={f.stepType}
            help={f.stepTypeHelp}
            error={problem('type')}
            type={part.type}
            table={STEPS}
            change={(type) => edit((now) => setStepType(now, name, type))}
          />
        </>
      )}
      {!trigger && !(part.type in STEPS) && <Note kind="warning">{f.unknownStep}</Note>}
      {usual.map(field)}
      {hints.map(({ field: at, message }) => (
        <Note key={`${at} ${message}`} kind="warning">
          {message}
        </Note>
      ))}
      {rare.length > 0 && (
        <details className="disclosure" open={rare.some((each) => part.properties[each.name] !== undefined)}>
          <summary>
            <ChevronRight size={15} aria-hidden="true" />
            {f.more_}
          </summary>
          <div className="stack">{rare.map(field)}</div>
        </details>
      )}
      <fieldset className="stack goes-to">
        <legend>{f.afterwards}</legend>
        <Next editing={editing} name={name} part={part} way="onSuccess" error={problem('onSuccess')} />
        {!trigger && <Next editing={editing} name={name} part={part} way="onFailure" error={problem('onFailure')} />}
      </fieldset>
      {!trigger && (
        <>
          <Field label={f.note} optional help={f.noteHelp}>
            {(control) => (
              <textarea
                {...control}
                className="input"
                rows={2}
                value={part.description ?? ''}
                onChange={(event) => edit((now) => describe(now, name, event.target.value), `${name} description`)}
              />
            )}
          </Field>
          <div>
            <Button look="quiet" onClick={() => editing.remove(name)}>
              <Trash2 size={15} aria-hidden="true" />
              {f.removeStep}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

const rank = ({ name, required }: Property) => (required ? -1 : (FIRST.indexOf(name) + 9) % 9);

interface TypeProps {
  label: string;
  help: string;
  error: string | undefined;
  type: string;
  table: Record<string, Kind>;
  change: (type: string) => void;
}

/** What a part is; a type that nobody knows here stays until another one is chosen. */
function TypeChoice({ label, help, error, type, table, change }: TypeProps) {
  return (
    <div data-field="type">
      <Field label={label} error={error} help={help}>
        {(control) => (
          <select {...control} className="input" value={type} onChange={(event) => change(event.target.value)}>
            {!(type in table) && <option value={type}>{type || f.chooseType}</option>}
            {Object.entries(table).map(([each, { name }]) => (
              <option key={each} value={each}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

interface NextProps {
  editing: Editing;
  name: string;
  part: FlowPart;
  way: Way;
  error: string | undefined;
}

/** Where a way leads, for those who do not draw. */
function Next({ editing, name, part, way, error }: NextProps) {
  const { draft, edit } = editing;
  const label = wayWord(name, part.type, way);
  const [first = '', ...more] = part[way];
  const steps = draft.steps.map((step) => step.name).filter((each) => each !== '');
  const choice = (control: object, to: string) => (
    <select
      {...control}
      className="input"
      value={to}
      onChange={(event) => {
        const next = event.target.value || undefined;
        edit((now) => (to === '' ? connect(now, name, way, next) : reconnect(now, name, way, to, next)));
      }}
    >
      <option value="">{f.nowhere}</option>
      {steps.map((step) => (
        <option key={step} value={step}>
          {step}
        </option>
      ))}
      {to !== '' && !steps.includes(to) && <option value={to}>{f.byReference(to)}</option>}
    </select>
  );
  return (
    <div data-field={way} className="stack">
      <Field label={label} error={error}>
        {(control) => (
          <div className="picked">
            {choice(control, first)}
            <AddMenu
              className={buttonClass({ look: 'quiet', size: 'small', icon: true })}
              label={f.addBehind(name, label)}
              choose={(type) => editing.insert(type, { from: name, way })}
            />
          </div>
        )}
      </Field>
      {more.map((to, index) => (
        <Field key={index} label={f.goToToo(label)}>
          {(control) => choice(control, to)}
        </Field>
      ))}
    </div>
  );
}

function wayWord(name: string, type: string, way: Way): string {
  if (name === TRIGGER) return f.goTo.trigger;
  if (type === 'filter') return way === 'onSuccess' ? f.goTo.yes : f.goTo.no;
  if (type === 'loop') return way === 'onSuccess' ? f.goTo.each : f.goTo.afterwards;
  return way === 'onSuccess' ? f.goTo.success : f.goTo.failure;
}
