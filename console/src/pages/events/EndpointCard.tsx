import { useQuery } from '@tanstack/react-query';
import { type DeliveryState, type Endpoint, endpointQuery, release } from '../../api/events';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Failure } from '../../ui/Failure';
import { Loading } from '../../ui/Loading';
import { Note } from '../../ui/Note';
import { clockTime } from '../../ui/Time';
import { useEventChange } from './useEventChange';

/** How the application's address is doing, and what stands still because of it. */
export function EndpointCard({ id, url }: { id: string; url: string }) {
  const endpoint = useQuery(endpointQuery(id));
  return (
    <section className="card card-body stack">
      <h2>{t.events.endpoint}</h2>
      {endpoint.isPending && <Loading />}
      {endpoint.isError && <Failure error={endpoint.error} retry={() => void endpoint.refetch()} />}
      {endpoint.data && <State id={id} url={url} endpoint={endpoint.data} />}
    </section>
  );
}

function State({ id, url, endpoint }: { id: string; url: string; endpoint: Endpoint }) {
  const releasing = useEventChange(
    id,
    (state: DeliveryState) => release(id, state),
    ({ released }) => t.events.released(released),
  );
  const { waiting, nextAttemptDate, notice } = endpoint;
  return (
    <>
      <dl className="facts">
        <dt>{t.events.callback}</dt>
        <dd className="mono">{url}</dd>
        <dt>{t.events.state}</dt>
        <dd>{stateOf(endpoint)}</dd>
        <dt>{t.events.waiting}</dt>
        <dd className="numeric">
          {t.events.count(waiting)}
          {waiting > 0 && nextAttemptDate && t.events.next(clockTime(nextAttemptDate))}
        </dd>
      </dl>
      {notice && <Note kind="warning">{notice}</Note>}
      {(['queued', 'dead'] as const)
        .filter((state) => endpoint[state] > 0)
        .map((state) => (
          <div className="row" key={state}>
            <span>{t.events.kept[state](endpoint[state])}</span>
            <Button size="small" busy={releasing.isPending} onClick={() => releasing.mutate(state)}>
              {t.events.release}
            </Button>
          </div>
        ))}
    </>
  );
}

function stateOf({ active, circuit, failuresInARow = 0 }: Endpoint): string {
  if (!active) return t.events.inactive;
  if (circuit === 'open') return t.events.paused;
  return failuresInARow > 0 ? t.events.failing(failuresInARow) : t.events.fine;
}
