import '../styles/formulas.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { executionQuery, executionsQuery, isOver } from '../api/executions';
import { formulaInstanceQuery, formulaQuery } from '../api/formulas';
import { FlowGraph } from '../flow/FlowGraph';
import { partsOf, TRIGGER } from '../flow/graph';
import { f } from '../formulaStrings';
import { Note } from '../ui/Note';
import { Page } from '../ui/Page';
import { Select } from '../ui/Select';
import { fullTime } from '../ui/Time';
import { Unloaded } from '../ui/Unloaded';
import { ExecutionActions } from './formulas/ExecutionActions';
import { ExecutionBadge } from './formulas/ExecutionBadge';
import { passesOf, statesOf } from './formulas/runs';
import { StepValues } from './formulas/StepValues';

const ROUTE = '/member/shell/formulas/$id/instances/$instance/executions/$execution';

export function ExecutionPage() {
  const { id, instance, execution } = useParams({ from: ROUTE });
  const { step }: { step?: string } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: '/formulas/$id/instances/$instance/executions/$execution' });
  const run = useQuery(executionQuery(execution));
  const owner = useQuery(formulaInstanceQuery(instance));
  const formula = useQuery(formulaQuery(id));
  const steps = useMemo(() => run.data?.stepExecutions ?? [], [run.data]);
  const states = useMemo(() => statesOf(steps, formula.data), [steps, formula.data]);
  const passes = useMemo(() => passesOf(steps), [steps]);
  const parts = useMemo(() => formula.data && partsOf(formula.data), [formula.data]);
  const parent = { to: `/formulas/${id}/instances/${instance}`, name: owner.data?.name ?? f.executions };
  if (run.data === undefined) return <Unloaded query={run} parent={parent} />;
  const { data } = run;
  // What failed is what one looks for first.
  const chosen = step ?? data.failedStep ?? steps.at(-1)?.stepName ?? TRIGGER;
  const choose = (name: string) => void navigate({ search: { step: name }, replace: true, resetScroll: false });
  const gone = parts ? [...passes.keys()].filter((name) => !parts.has(name)) : [];
  const names = [...new Set([...passes.keys(), ...(parts?.keys() ?? [])])];

  return (
    <Page
      title={f.execution(execution)}
      parent={parent}
      beside={<ExecutionBadge status={data.status} />}
      lead={fullTime(data.createdDate)}
      actions={
        <>
          <CompareWith instance={instance} execution={execution} />
          <ExecutionActions execution={data} formula={id} />
        </>
      }
    >
      <div className="stack">
        {!isOver(data.status) && <Note kind="info">{f.follows}</Note>}
        {data.status === 'failed' && (
          <Note kind="danger" title={data.failedStep ? f.failedAt(data.failedStep) : f.failed}>
            {data.error && <p className="words">{data.error}</p>}
          </Note>
        )}
        {gone.length > 0 && <Note kind="warning">{f.formulaChanged}</Note>}
        <section className="card">
          {formula.data && (
            <FlowGraph
              label={f.graphOf(formula.data.name)}
              formula={formula.data}
              states={states}
              chosen={chosen}
              choose={choose}
            />
          )}
        </section>
        <section className="card" aria-live="off">
          <div className="card-head">
            <h2>{f.values}</h2>
            <Select
              label={f.chosenStep}
              value={chosen}
              onChange={choose}
              options={names.map((name) => [name, name] as const)}
            />
          </div>
          <div className="card-body">
            <StepValues key={chosen} name={chosen} type={parts?.get(chosen)?.type} passes={passes.get(chosen) ?? []} />
          </div>
        </section>
      </div>
    </Page>
  );
}

/** Leads to this run beside another one of the same instance. */
function CompareWith({ instance, execution }: { instance: string; execution: string }) {
  const navigate = useNavigate();
  const { id } = useParams({ from: ROUTE });
  const others = useInfiniteQuery({ ...executionsQuery(instance), refetchInterval: false });
  const items = (others.data?.pages.flat() ?? []).filter((each) => String(each.id) !== execution);
  if (items.length === 0) return null;
  return (
    <Select
      label={f.compareWith}
      value=""
      onChange={(other) =>
        void navigate({
          to: '/formulas/$id/instances/$instance/executions/$execution/compare',
          params: { id, instance, execution },
          search: { with: other },
        })
      }
      options={[
        ['', `${f.compareWith} …`],
        ...items.map((each) => [String(each.id), `${each.id}: ${f.statuses[each.status] ?? each.status}`] as const),
      ]}
    />
  );
}
