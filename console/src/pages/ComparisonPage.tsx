import '../styles/formulas.css';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { Equal } from 'lucide-react';
import { Fragment, useMemo, useState } from 'react';
import { executionQuery } from '../api/executions';
import { FIRST_STEPS } from '../api/reruns';
import { f } from '../formulaStrings';
import { r } from '../runStrings';
import { Empty } from '../ui/Empty';
import { Loading } from '../ui/Loading';
import { Note } from '../ui/Note';
import { Page } from '../ui/Page';
import { Unloaded } from '../ui/Unloaded';
import { DryBadge } from './formulas/DryBadge';
import { ExecutionBadge } from './formulas/ExecutionBadge';
import { compared, shownValue } from './formulas/runs';
import { useRunFormula } from './formulas/useRunFormula';

const ROUTE = '/member/shell/formulas/$id/instances/$instance/executions/$execution/compare';

/** Two runs side by side. */
export function ComparisonPage() {
  const { id, instance, execution } = useParams({ from: ROUTE });
  const { with: other = '' }: { with?: string } = useSearch({ from: ROUTE });
  const [all, setAll] = useState(false);
  const one = useQuery(executionQuery(execution));
  const two = useQuery(executionQuery(other));
  const first = useRunFormula(one.data);
  const second = useRunFormula(two.data);
  const values = useMemo(
    () =>
      one.data && two.data
        ? compared(
            { steps: one.data.stepExecutions, formula: first.formula },
            { steps: two.data.stepExecutions, formula: second.formula },
          )
        : [],
    [one.data, two.data, first.formula, second.formula],
  );
  const parent = {
    to: `/formulas/${id}/instances/${instance}/executions/${execution}`,
    name: f.execution(execution),
  };
  if (one.data === undefined) return <Unloaded query={one} parent={parent} />;
  if (two.data === undefined) return <Unloaded query={two} parent={parent} />;
  // Without it the "no" of a filter would look like a failure.
  if (first.isLoading || second.isLoading) return <Loading />;
  const shown = values.filter(({ differs }) => all || differs);
  const isCut = [one.data, two.data].some(({ stepExecutions }) => stepExecutions.length >= FIRST_STEPS);
  const steps = [...new Set(shown.map(({ step }) => step))];

  return (
    <Page title={f.compareTitle(execution, other)} lead={f.compareLead} parent={parent}>
      <div className="stack">
        {isCut && <Note kind="info">{r.firstCompared(FIRST_STEPS)}</Note>}
        <label className="check">
          <input type="checkbox" checked={!all} onChange={(event) => setAll(!event.target.checked)} />
          <span className="check-name">{f.onlyDifferent}</span>
        </label>
        {shown.length === 0 ? (
          <div className="card">
            <Empty icon={Equal} title={f.same} text={f.sameText} />
          </div>
        ) : (
          <div className="card table-scroll">
            <table className="table table-cards compare-table">
              <thead>
                <tr>
                  <th scope="col">{f.stepKey}</th>
                  <th scope="col">
                    {f.run_(execution)} <ExecutionBadge status={one.data.status} /> {one.data.dryRun && <DryBadge />}
                  </th>
                  <th scope="col">
                    {f.run_(other)} <ExecutionBadge status={two.data.status} /> {two.data.dryRun && <DryBadge />}
                  </th>
                </tr>
              </thead>
              <tbody>
                {steps.map((step) => (
                  <Fragment key={step}>
                    {shown
                      .filter((value) => value.step === step)
                      .map(({ key, one: left, other: right }) => (
                        <tr key={key}>
                          <th scope="row" className="mono">
                            {key === '' ? `${step} (${f.state.toLowerCase()})` : key}
                          </th>
                          <Side label={f.run_(execution)} step={step} name={key} value={left} />
                          <Side label={f.run_(other)} step={step} name={key} value={right} />
                        </tr>
                      ))}
                  </Fragment>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Page>
  );
}

function Side({ label, step, name, value }: { label: string; step: string; name: string; value: string | undefined }) {
  return (
    <td data-label={label}>
      {value === undefined ? (
        <span className="muted">{f.absent}</span>
      ) : (
        // Scrollable, so it must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className="value-text" tabIndex={0}>
          {shownValue(step, name, value).text}
        </pre>
      )}
    </td>
  );
}
