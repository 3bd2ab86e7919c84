import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { History, SearchX } from 'lucide-react';
import { type Execution, executionsQuery, isOver } from '../../api/executions';
import { f } from '../../formulaStrings';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Failure } from '../../ui/Failure';
import { Loading } from '../../ui/Loading';
import { Ago } from '../../ui/Time';
import { DryBadge } from './DryBadge';
import { ExecutionBadge } from './ExecutionBadge';
import { ExecutionFilterBar, type ExecutionFilters } from './ExecutionFilters';
import { tookOf } from './runs';

interface Props {
  formula: string;
  instance: string;
  filters: ExecutionFilters;
  change: (changes: ExecutionFilters) => void;
}

/** What an instance did, newest first. */
export function ExecutionList({ formula, instance, filters, change }: Props) {
  const { q, status, object, from, to } = filters;
  const executions = useInfiniteQuery(executionsQuery(instance, { searchText: q, status, objectId: object, from, to }));
  const items = executions.data?.pages.flat() ?? [];
  const filtered = Object.keys(filters).length > 0;
  return (
    <section className="card" id="executions">
      <div className="card-head">
        <div>
          <h2>{f.executions}</h2>
          <p className="card-text">{f.executionsLead}</p>
        </div>
      </div>
      {(filtered || items.length > 0) && <ExecutionFilterBar filters={filters} change={change} />}
      {executions.isPending && <Loading />}
      {executions.isError && <Failure error={executions.error} retry={() => void executions.refetch()} />}
      {executions.isSuccess &&
        items.length === 0 &&
        (filtered ? (
          <Empty icon={SearchX} title={f.noExecutionMatch} text={f.noExecutionMatchText}>
            <Button onClick={() => change({ q: '', status: '', object: '', from: '', to: '' })}>
              {t.common.clearFilters}
            </Button>
          </Empty>
        ) : (
          <Empty icon={History} title={f.noExecutions} text={f.noExecutionsText} />
        ))}
      {items.length > 0 && (
        <>
          <div className="table-scroll">
            <table className="table table-cards">
              <thead>
                <tr>
                  <th scope="col">{f.executions}</th>
                  <th scope="col">{f.status}</th>
                  <th scope="col">{f.started}</th>
                  <th scope="col">{f.took}</th>
                  <th scope="col">{f.error}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((each) => (
                  <Row key={each.id} execution={each} formula={formula} />
                ))}
              </tbody>
            </table>
          </div>
          <div className="card-foot">
            {executions.hasNextPage ? (
              <Button busy={executions.isFetchingNextPage} onClick={() => void executions.fetchNextPage()}>
                {f.older}
              </Button>
            ) : (
              <span className="muted small">{filtered ? f.allMatching : f.allShown}</span>
            )}
          </div>
        </>
      )}
    </section>
  );
}

function Row({ execution, formula }: { execution: Execution; formula: string }) {
  const { id, formulaInstanceId, status, createdDate, failedStep, error, objectId } = execution;
  return (
    <tr className="row-link">
      <td>
        <div className="cell-execution">
          <Link
            to="/formulas/$id/instances/$instance/executions/$execution"
            params={{ id: formula, instance: String(formulaInstanceId), execution: String(id) }}
            className="row-target"
          >
            {f.execution(id)}
          </Link>
          {objectId && <span className="muted small block">{f.objectOf(objectId)}</span>}
        </div>
      </td>
      <td data-label={f.status}>
        <span className="row">
          <ExecutionBadge status={status} />
          {execution.dryRun && <DryBadge />}
        </span>
      </td>
      <td data-label={f.started}>
        <Ago at={createdDate} />
      </td>
      <td data-label={f.took} className="numeric">
        {isOver(status) ? f.seconds(tookOf(execution)) : f.so_far}
      </td>
      <td data-label={error ? f.error : undefined} className="cell-cut ellipsis" title={error}>
        {failedStep && <span className="mono">{failedStep} </span>}
        {error}
      </td>
    </tr>
  );
}
