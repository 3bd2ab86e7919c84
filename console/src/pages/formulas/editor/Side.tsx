import { ChevronRight } from 'lucide-react';
import { useEffect, useEffectEvent, useId, useRef } from 'react';
import { TRIGGER } from '../../../flow/graph';
import { kindOf, STEPS, TRIGGERS } from '../../../flow/kinds';
import { f } from '../../../formulaStrings';
import { passesOf } from '../runs';
import { StepValues } from '../StepValues';
import { partOf } from './draft';
import type { Fault } from './faults';
import { FormulaForm } from './FormulaForm';
import { PartForm } from './PartForm';
import type { Editing } from './useEditing';
import type { SampleChoice } from './useSample';

interface Props {
  editing: Editing;
  faults: readonly Fault[];
  sample: SampleChoice;
  next: readonly string[];
}

/** The form of what is chosen, and what it gave in a run. */
export function Side({ editing, faults, sample, next }: Props) {
  const { draft, chosen, wish } = editing;
  const panel = useRef<HTMLElement>(null);
  const title = useId();
  const part = partOf(draft, chosen);

  // Once: who comes back to the canvas later is not led there again.
  const granted = useEffectEvent(editing.granted);
  useEffect(() => {
    if (!wish || !panel.current) return;
    focusOn(panel.current, wish.variable === undefined ? wish.field : `${wish.variable} ${wish.field || 'key'}`);
    granted();
  }, [wish]);

  const table = chosen === TRIGGER ? TRIGGERS : STEPS;
  const kind = part && kindOf(table, part.type);
  const passes = chosen === undefined ? [] : (passesOf(sample.sample?.steps ?? []).get(chosen) ?? []);
  return (
    <section ref={panel} className="card editor-side" aria-labelledby={title} tabIndex={-1}>
      <div className="card-head">
        <h2 id={title} className="row">
          {kind && <kind.icon size={17} aria-hidden="true" />}
          {part === undefined ? f.formulaForm : chosen === TRIGGER ? f.triggerForm : f.stepForm(chosen!)}
        </h2>
        {kind && chosen !== TRIGGER && <p className="card-text">{kind.text}</p>}
      </div>
      <div className="card-body stack stack-wide">
        {part === undefined || chosen === undefined ? (
          <FormulaForm editing={editing} faults={faults} />
        ) : (
          <>
            <PartForm
              // Fields with a state of their own begin anew with each step, but not when it gets another name.
              key={editing.forms}
              editing={editing}
              name={chosen}
              part={part}
              faults={faults}
              sample={sample.sample}
              next={next}
            />
            <SampleSelect sample={sample} />
            {sample.sample && (
              <details className="disclosure">
                <summary>
                  <ChevronRight size={15} aria-hidden="true" />
                  {f.lastValues}
                </summary>
                {passes.length === 0 ? (
                  <p className="muted">{f.notReached}</p>
                ) : (
                  <StepValues key={`${chosen} ${sample.id}`} name={chosen} type={part.type} passes={passes} />
                )}
              </details>
            )}
          </>
        )}
      </div>
    </section>
  );
}

function SampleSelect({ sample }: { sample: SampleChoice }) {
  const { runs, id, choose } = sample;
  const select = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={select}>
        {f.sampleFrom}
      </label>
      <select
        id={select}
        className="input"
        aria-describedby={`${select}-help`}
        value={id}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{f.sampleNone}</option>
        {runs.map((run) => (
          <option key={run.id} value={String(run.id)}>
            {f.sampleOf(run.id, f.statuses[run.status] ?? run.status)}
          </option>
        ))}
        {id !== '' && !runs.some((run) => String(run.id) === id) && <option value={id}>{f.execution(id)}</option>}
      </select>
      <div className="field-help" id={`${select}-help`}>
        {f.sampleHelp}
      </div>
    </div>
  );
}

/** Gives the focus to a field of the form, or to the form when it has no such field. */
function focusOn(panel: HTMLElement, field: string): void {
  const place =
    panel.querySelector(`[data-field="${CSS.escape(field)}"]`) ??
    panel.querySelector(`[data-field="${CSS.escape(field.split('.').slice(0, 2).join('.'))}"]`);
  place?.closest('details')?.setAttribute('open', '');
  const control = place?.querySelector<HTMLElement>('input, select, textarea');
  const script = place?.querySelector('.script-editor')?.shadowRoot?.querySelector<HTMLElement>('.cm-content');
  const target = control ?? script ?? panel;
  target.focus();
  target.scrollIntoView({ block: 'nearest' });
  if (target instanceof HTMLInputElement && field === 'name') target.select();
}
