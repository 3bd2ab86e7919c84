import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Execution, type ExecutionNotice, isOver, noticesQuery } from '../../api/executions';
import { f } from '../../formulaStrings';
import { Failure } from '../../ui/Failure';
import { Loading } from '../../ui/Loading';
import { Ago } from '../../ui/Time';
import { Coming } from './Coming';

interface Props {
  execution: Execution;
  params: { id: string; instance: string };
}

const LOOKS: Record<string, string | undefined> = { sent: 'success', waiting: 'info', failed: 'danger' };

/** Who was told of an execution, and whether it got there. */
export function Notices({ execution, params }: Props) {
  const notices = useQuery(noticesQuery(execution.id, !isOver(execution.status)));
  return (
    <section className="card">
      <div className="card-head">
        <div>
          <h2>{f.notices}</h2>
          <p className="card-text">{f.noticesText}</p>
        </div>
      </div>
      {notices.isPending && <Loading />}
      {notices.isError && <Failure error={notices.error} retry={() => void notices.refetch()} />}
      {notices.data?.length === 0 && (
        <div className="card-body stack">
          <p className="muted">{nobody(execution)}</p>
          {execution.status === 'failed' && !execution.dryRun && (
            <p>
              <Link to="/formulas/$id/instances/$instance" params={params}>
                {f.toInstance}
              </Link>
            </p>
          )}
        </div>
      )}
      {notices.data && notices.data.length > 0 && <NoticeTable items={notices.data} />}
    </section>
  );
}

function nobody({ dryRun, status }: Execution): string {
  if (dryRun) return f.noNoticesDry;
  if (status === 'failed') return f.noNoticesFailed;
  return isOver(status) && status !== 'retry' ? f.noNotices : f.noNoticesYet;
}

function NoticeTable({ items }: { items: ExecutionNotice[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{f.noticeKind}</th>
            <th scope="col">{f.noticeTo}</th>
            <th scope="col">{f.status}</th>
            <th scope="col">{f.noticeTries}</th>
            <th scope="col">{f.noticeWritten}</th>
            <th scope="col">{f.noticeProblem}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, type, target, status, attempts, createdDate, nextAttemptDate, reason }) => (
            <tr key={id}>
              <td data-label={f.noticeKind}>{f.noticeKinds[type] ?? type}</td>
              <td data-label={f.noticeTo} className="notice-target">
                {target}
              </td>
              <td data-label={f.status}>
                <span>
                  <span className={`badge badge-dot badge-${LOOKS[status] ?? 'neutral'}`}>
                    {f.noticeStates[status] ?? status}
                  </span>
                  {nextAttemptDate && (
                    <span className="muted small block">
                      {f.noticeNext} <Coming at={nextAttemptDate} />
                    </span>
                  )}
                </span>
              </td>
              <td data-label={f.noticeTries}>{attempts}</td>
              <td data-label={f.noticeWritten}>
                <Ago at={createdDate} />
              </td>
              <td data-label={reason ? f.noticeProblem : undefined} className="notice-target">
                {reason}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
