import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { type Attempt, attemptsQuery, eventQuery, replay } from '../api/events';
import { t } from '../strings';
import { StatusBadge } from '../ui/Badges';
import { Button } from '../ui/Button';
import { CodeBlock } from '../ui/Copy';
import { Failure } from '../ui/Failure';
import { laidOut } from '../ui/json';
import { Loading } from '../ui/Loading';
import { Note } from '../ui/Note';
import { Page } from '../ui/Page';
import { fullTime } from '../ui/Time';
import { Unloaded } from '../ui/Unloaded';
import { DeliveryBadge } from './events/DeliveryBadge';
import { titleOf } from './events/EventTable';
import { useEventChange } from './events/useEventChange';

export function EventPage() {
  const { id, event: eventId } = useParams({ from: '/member/shell/instances/$id/events/$event' });
  const event = useQuery(eventQuery(id, eventId));
  const attempts = useQuery(attemptsQuery(id, eventId));
  const again = useEventChange(
    id,
    () => replay(id, eventId),
    () => t.events.sentAgain,
  );
  const parent = { to: `/instances/${id}/events`, name: t.events.pageTitle };
  if (event.data === undefined) return <Unloaded query={event} parent={parent} />;
  const { data } = event;
  const body = t.events.bodies[data.source] ?? t.events.body;
  return (
    <Page
      title={titleOf(data)}
      parent={parent}
      beside={<DeliveryBadge event={data} />}
      actions={
        <Button busy={again.isPending} onClick={() => again.mutate(undefined)}>
          <RotateCw size={15} aria-hidden="true" />
          {t.events.sendAgain}
        </Button>
      }
    >
      <div className="stack">
        {data.delivery?.reason && <Note kind="warning">{data.delivery.reason}</Note>}
        <section className="card card-body">
          <dl className="facts">
            <dt>{t.events.received}</dt>
            <dd>{fullTime(data.createdDate)}</dd>
            <dt>{t.events.source}</dt>
            <dd>{t.events.sources[data.source] ?? data.source}</dd>
            {data.notifiedData.map((object, index) => (
              <Subject key={index} name={`${object.objectType} ${object.eventType}`} id={object.objectId} />
            ))}
            {data.delivery?.state === 'waiting' && data.delivery.nextAttemptDate && (
              <>
                <dt>{t.events.nextAttempt}</dt>
                <dd>{fullTime(data.delivery.nextAttemptDate)}</dd>
              </>
            )}
          </dl>
        </section>
        <section className="card">
          <div className="card-head">
            <h2>{t.events.attempts}</h2>
          </div>
          {attempts.isPending && <Loading />}
          {attempts.isError && (
            <div className="card-body">
              <Failure error={attempts.error} retry={() => void attempts.refetch()} />
            </div>
          )}
          {attempts.data?.length === 0 && <p className="card-body muted">{t.events.noAttempts}</p>}
          {attempts.data?.map((attempt, index) => (
            <AttemptRow key={index} attempt={attempt} />
          ))}
        </section>
        <section className="card card-body stack">
          <h2>{body}</h2>
          <CodeBlock text={laidOut(data.providerData)} name={body} />
        </section>
      </div>
    </Page>
  );
}

function Subject({ name, id }: { name: string; id: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="mono">{id || t.common.none}</dd>
    </>
  );
}

function AttemptRow({ attempt }: { attempt: Attempt }) {
  const headers = Object.entries(attempt.request.headers ?? {});
  return (
    <div className="card-body stack stack-tight">
      <div className="row">
        {attempt.status === undefined ? (
          <span className="badge badge-danger">{t.events.noAnswer}</span>
        ) : (
          <StatusBadge status={attempt.status} />
        )}
        <span className="mono">{attempt.url}</span>
        <span className="muted numeric">{t.activity.ms(attempt.durationMs)}</span>
        <span className="muted">{fullTime(attempt.date)}</span>
      </div>
      {headers.length > 0 && (
        <details>
          <summary>{t.call.headers}</summary>
          <CodeBlock text={headers.map(([name, value]) => `${name}: ${value}`).join('\n')} name={t.call.headers} />
        </details>
      )}
      {attempt.reply && <p className="words">{attempt.reply}</p>}
    </div>
  );
}
