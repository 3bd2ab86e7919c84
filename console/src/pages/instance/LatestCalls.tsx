import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { activityQuery } from '../../api/activity';
import type { InstanceDetails } from '../../api/instances';
import { t } from '../../strings';
import { Failure } from '../../ui/Failure';
import { Loading } from '../../ui/Loading';
import { CallTable } from '../activity/CallTable';

const SHOWN = 5;

export function LatestCalls({ instance }: { instance: InstanceDetails }) {
  const calls = useInfiniteQuery({
    ...activityQuery({ instance: String(instance.id) }, SHOWN),
    refetchInterval: 10_000,
  });
  const items = calls.data?.pages[0]?.items ?? [];
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t.instance.activity}</h2>
        <Link to="/activity" search={{ instance: String(instance.id) }} className="small">
          {t.instance.allActivity}
        </Link>
      </div>
      {calls.isPending && <Loading />}
      {calls.isError && <Failure error={calls.error} />}
      {calls.isSuccess && items.length === 0 && <p className="card-body muted">{t.instance.noActivity}</p>}
      {items.length > 0 && <CallTable items={items} withInstance={false} />}
    </section>
  );
}
