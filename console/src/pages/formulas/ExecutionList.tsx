import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { type Execution, executionsQuery, isOver } from '../../api/executions';
import { f } from '../../formulaStrings';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Failure } from '../../ui/Failure';
import { Loading } from '../../ui/Loading';
import { Select } from '../../ui/Select';
import { Ago } from '../../ui/Time';
import { ExecutionBadge } from './ExecutionBadge';
import { DryBadge } from './DryBadge';
import { tookOf } from './runs';

interface Props {
  formula: string;
  instance: string;
  status: string | undefined;
  setStatus: (status: string) => void;
}

const STATUSES = ['pending', 'success', 'failed', 'retry', 'cancelled'];

/** What an instance did, newest first. */
export function ExecutionList({ formula, instance, status, setStatus }: Props) {
  const executions = useInfiniteQuery(executionsQuery(instance, status));
  const items = executions.data?.pages.flat() ?? [];
  return (
    <section className="card">
      <div className="card-head">
        <div>
          <h2>{f.executions}</h2>
          <p className="card-text">{f.executionsLead}</p>
        </div>
        <Select
          label={f.status}
          value={status ?? ''}
          onChange={setStatus}
          options={[['', f.allStatuses], ...STATUSES.map((each) => [each, f.statuses[each] ?? each] as const)]}
        />
      </div>
      {executions.isPending && <Loading />}
      {executions.isError && <Failure error={executions.error} retry={() => void executions.refetch()} />}
      {executions.isSuccess &&
        items.length === 0 &&
        (status ? (
          <p className="card-body muted">{f.noneOfStatus}</p>
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
              <span className="muted small">{f.allShown}</span>
            )}
          </div>
        </>
      )}
    </section>
  );
}

function Row({ execution, formula }: { execution: Execution; formula: string }) {
  const { id, formulaInstanceId, status, createdDate, failedStep, error } = execution;
  return (
    <tr className="row-link">
      <td>
        <Link
          to="/formulas/$id/instances/$instance/executions/$execution"
          params={{ id: formula, instance: String(formulaInstanceId), execution: String(id) }}
          className="row-target"
        >
          {f.execution(id)}
        </Link>
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
