import '../styles/formulas.css';
import '../styles/runs.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { executionQuery, executionsQuery, isOver, type StepExecution } from '../api/executions';
import { formulaInstanceQuery } from '../api/formulas';
import { FlowGraph } from '../flow/FlowGraph';
import { partsOf, TRIGGER } from '../flow/graph';
import { f } from '../formulaStrings';
import { r } from '../runStrings';
import { Button } from '../ui/Button';
import { Note } from '../ui/Note';
import { Page } from '../ui/Page';
import { Select } from '../ui/Select';
import { fullTime } from '../ui/Time';
import { Unloaded } from '../ui/Unloaded';
import { filled } from '../ui/words';
import { DryBadge } from './formulas/DryBadge';
import { ExecutionActions } from './formulas/ExecutionActions';
import { ExecutionBadge } from './formulas/ExecutionBadge';
import { Lineage } from './formulas/Lineage';
import { Notices } from './formulas/Notices';
import { RerunPanel } from './formulas/RerunPanel';
import { RoundBar } from './formulas/RoundBar';
import { roundAt, roundOf, roundsOf, roundText, statesOfRound, stepsOfRound } from './formulas/rounds';
import { passesOf, statesOf } from './formulas/runs';
import { StepActions } from './formulas/StepActions';
import { StepValues } from './formulas/StepValues';
import { useRunFormula } from './formulas/useRunFormula';
import { useRunSteps } from './formulas/useRunSteps';

const ROUTE = '/member/shell/formulas/$id/instances/$instance/executions/$execution';

interface From {
  execution: string;
  step: string;
  pass: number;
}

export function ExecutionPage() {
  const { id, instance, execution } = useParams({ from: ROUTE });
  const { step, round: roundName }: { step?: string; round?: string } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: '/formulas/$id/instances/$instance/executions/$execution' });
  const [from, setFrom] = useState<From>();
  const run = useQuery(executionQuery(execution));
  const owner = useQuery(formulaInstanceQuery(instance));
  const { formula, changed } = useRunFormula(run.data);
  const { steps, isCut, more, isLoading } = useRunSteps(execution, run);
  const passes = useMemo(() => passesOf(steps), [steps]);
  const wanted = roundOf(roundName);
  const count = wanted ? roundsOf(passes.get(wanted.loop) ?? []) : 0;
  const round = wanted && wanted.number <= count ? wanted : undefined;
  const shown = round ? stepsOfRound(steps, round) : steps;
  const shownPasses = passesOf(shown);
  const parts = useMemo(() => formula && partsOf(formula), [formula]);
  const parent = { to: `/formulas/${id}/instances/${instance}`, name: owner.data?.name ?? f.executions };
  if (run.data === undefined) return <Unloaded query={run} parent={parent} />;
  const { data } = run;
  // What failed is what one looks for first.
  const chosen = step ?? data.failedStep ?? steps.at(-1)?.stepName ?? TRIGGER;
  const show = (search: { step?: string | undefined; round?: string | undefined }) =>
    void navigate({ search: filled({ step: chosen, round: roundName, ...search }), replace: true, resetScroll: false });
  const choose = (name: string) => show({ step: name });
  const gone = parts ? [...passes.keys()].filter((name) => !parts.has(name)) : [];
  const names = [...new Set([...passes.keys(), ...(parts?.keys() ?? [])])];
  const rerunning = from?.execution === execution && isOver(data.status) ? from : undefined;

  const actionsOf = (pass: StepExecution) => {
    const all = passes.get(pass.stepName) ?? [];
    const number = all.findIndex((each) => each.id === pass.id) + 1;
    const isLoop = parts?.get(pass.stepName)?.type === 'loop' && roundsOf(all) > 0;
    return (
      <StepActions
        pass={pass}
        params={{ id, instance }}
        intoRounds={
          isLoop && round?.loop !== pass.stepName
            ? () => show({ round: roundText({ loop: pass.stepName, number: roundAt(all, pass) }) })
            : undefined
        }
        rerun={isOver(data.status) ? () => setFrom({ execution, step: pass.stepName, pass: number }) : undefined}
      />
    );
  };

  return (
    <Page
      title={f.execution(execution)}
      parent={parent}
      beside={
        <>
          <ExecutionBadge status={data.status} />
          {data.dryRun && <DryBadge />}
        </>
      }
      lead={fullTime(data.createdDate)}
      actions={
        <>
          <CompareWith instance={instance} execution={execution} />
          <ExecutionActions execution={data} formula={id} />
        </>
      }
    >
      <div className="stack">
        <Lineage execution={data} params={{ id, instance }} />
        {!isOver(data.status) && <Note kind="info">{f.follows}</Note>}
        {data.status === 'failed' && (
          <Note kind="danger" title={data.failedStep ? f.failedAt(data.failedStep) : f.failed}>
            {data.error && <p className="words">{data.error}</p>}
          </Note>
        )}
        {gone.length > 0 ? (
          <Note kind="warning">{f.formulaChanged}</Note>
        ) : (
          changed && <Note kind="warning">{r.changedSince}</Note>
        )}
        {isCut && (
          <Note kind="info" title={r.firstSteps(steps.length)}>
            <p>{r.firstStepsText}</p>
            <div className="row">
              <Button size="small" busy={isLoading} onClick={more}>
                {r.more}
              </Button>
            </div>
          </Note>
        )}
        <section className="card">
          {round && (
            <RoundBar
              round={round}
              count={count}
              go={(number) => show({ round: number ? roundText({ loop: round.loop, number }) : undefined })}
            />
          )}
          {formula && (
            <FlowGraph
              label={f.graphOf(formula.name)}
              formula={formula}
              states={round ? statesOfRound(statesOf(shown, formula), passes.keys()) : statesOf(shown, formula)}
              chosen={chosen}
              choose={choose}
            />
          )}
        </section>
        {rerunning && (
          <RerunPanel
            key={`${rerunning.step} ${rerunning.pass}`}
            execution={data}
            from={rerunning.step}
            pass={rerunning.pass}
            close={() => setFrom(undefined)}
          />
        )}
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
            <StepValues
              key={`${execution} ${chosen} ${roundName ?? ''}`}
              name={chosen}
              type={parts?.get(chosen)?.type}
              passes={shownPasses.get(chosen) ?? []}
              absent={round && passes.has(chosen) ? r.otherRound : undefined}
              actions={actionsOf}
            />
          </div>
        </section>
        <Notices execution={data} params={{ id, instance }} />
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
        ...items.map(
          (each) =>
            [
              String(each.id),
              `${each.id}: ${f.statuses[each.status] ?? each.status}${each.dryRun ? `, ${r.dryRun.toLowerCase()}` : ''}`,
            ] as const,
        ),
      ]}
    />
  );
}
