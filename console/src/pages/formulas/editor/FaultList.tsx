import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { messageOf } from '../../../api/messages';
import { TRIGGER } from '../../../flow/graph';
import { STEPS } from '../../../flow/kinds';
import { f } from '../../../formulaStrings';
import { type Draft, partOf } from './draft';
import type { Fault } from './faults';
import type { Spot } from './places';

interface Props {
  draft: Draft;
  faults: readonly Fault[];
  error: unknown;
  /** Goes to where it can be mended. */
  go: (spot: Spot) => void;
}

/** All that is wrong or odd; each leads to its field. */
export function FaultList({ draft, faults, error, go }: Props) {
  return (
    <section className="card" aria-label={f.problemsTitle}>
      <div className="card-head">
        <h2>{f.problemsTitle}</h2>
        <p role="status" className="card-text">
          {countWords(faults)}
        </p>
      </div>
      {error != null && <p className="card-body small text-danger">{f.notChecked(messageOf(error))}</p>}
      {faults.length > 0 && (
        <ul className="faults">
          {faults.map((fault) => {
            const Icon = fault.kind === 'problem' ? CircleAlert : TriangleAlert;
            return (
              <li key={`${fault.kind} ${fault.part} ${fault.variable} ${fault.field} ${fault.message}`}>
                <button type="button" className={`fault fault-${fault.kind}`} onClick={() => go(fault)}>
                  <Icon size={15} aria-hidden="true" />
                  <span>
                    <strong>{placeWords(draft, fault)}</strong> {fault.message}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {faults.length === 0 && error == null && (
        <p className="card-body row muted">
          <CircleCheck size={15} aria-hidden="true" />
          {f.noProblems}
        </p>
      )}
    </section>
  );
}

export function countWords(faults: readonly Fault[]): string {
  const problems = faults.filter(({ kind }) => kind === 'problem').length;
  const hints = faults.length - problems;
  return [problems > 0 && f.problems(problems), hints > 0 && f.warnings(hints)].filter(Boolean).join(', ');
}

/** "send, Path", in the words of the form. */
function placeWords(draft: Draft, { part, variable, field }: Spot): string {
  const where =
    variable !== undefined
      ? f.variableOf(draft.configuration[variable]?.key ?? '')
      : part === undefined
        ? f.inFormula
        : part === TRIGGER
          ? f.triggerForm
          : part;
  return [where, fieldWord(field, part === undefined ? undefined : partOf(draft, part)?.type)]
    .filter(Boolean)
    .join(', ');
}

function fieldWord(field: string, type = ''): string {
  const property = /^properties\.([^.]+)$/.exec(field)?.[1];
  const script = STEPS[type]?.properties.some(({ name, kind }) => name === property && kind === 'script');
  if (property) return (script ? f.properties.script : f.properties[property]) ?? property;
  const words: Record<string, string> = {
    name: f.name,
    type: f.triggerType,
    onSuccess: f.goTo.success,
    onFailure: f.goTo.failure,
    uri: f.uri,
    method: f.method,
    key: f.variableKey,
  };
  return words[field] ?? field;
}
