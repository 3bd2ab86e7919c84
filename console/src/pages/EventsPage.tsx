import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Radio, SearchX } from 'lucide-react';
import { instanceQuery } from '../api/instances';
import { t } from '../strings';
import { Button } from '../ui/Button';
import { CodeBlock } from '../ui/Copy';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Loading } from '../ui/Loading';
import { Note } from '../ui/Note';
import { Page } from '../ui/Page';
import { Unloaded } from '../ui/Unloaded';
import { filled } from '../ui/words';
import { EndpointCard } from './events/EndpointCard';
import { EventFilters, type Filters } from './events/EventFilters';
import { EventTable } from './events/EventTable';
import { SendTest } from './events/SendTest';
import { SigningSecret } from './events/SigningSecret';
import { useEvents } from './events/useEvents';
import { eventSettings } from './instance/eventSettings';

export function EventsPage() {
  const { id } = useParams({ from: '/member/shell/instances/$id/events' });
  const filters: Filters = useSearch({ from: '/member/shell/instances/$id/events' });
  const navigate = useNavigate({ from: '/instances/$id/events' });
  const instance = useQuery(instanceQuery(id));
  const { state, type: eventType, object: objectType } = filters;
  const { list: events, lost } = useEvents(id, { state, eventType, objectType });
  const parent = { to: `/instances/${id}`, name: instance.data?.name ?? t.instances.title };
  if (instance.data === undefined) return <Unloaded query={instance} parent={parent} />;
  const { enabled, callback } = eventSettings(instance.data);
  const change = (changes: Filters) =>
    void navigate({ search: (all) => filled<Filters>({ ...all, ...changes }), replace: true });
  const items = events.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = Object.keys(filters).length > 0;

  return (
    <Page
      title={t.events.pageTitle}
      lead={t.events.lead}
      parent={parent}
      actions={
        <>
          {callback !== '' && <SigningSecret id={id} />}
          <SendTest id={id} callback={callback} />
        </>
      }
    >
      <div className="stack">
        {!(enabled && callback) && (
          <Note title={callback ? t.events.offTitle : t.events.noCallbackTitle}>
            <p>{t.events.offText}</p>
            <CodeBlock text={t.events.switchOn(location.origin, id)} name={t.events.switchOnName} />
          </Note>
        )}
        {callback && <EndpointCard id={id} url={callback} />}
        {(filtered || !events.isSuccess || items.length > 0) && (
          <EventFilters elementKey={instance.data.elementKey} filters={filters} change={change} />
        )}
        {lost && !events.isError && <Note kind="warning">{t.events.liveLost}</Note>}
        {events.isPending && <Loading />}
        {events.isError && <Failure error={events.error} retry={() => void events.refetch()} />}
        {events.isSuccess && items.length === 0 && (
          <div className="card">
            {filtered ? (
              <Empty icon={SearchX} title={t.events.noMatch} text={t.activity.noMatchText}>
                <Button onClick={() => change({ state: '', type: '', object: '' })}>{t.common.clearFilters}</Button>
              </Empty>
            ) : (
              <Empty icon={Radio} title={t.events.emptyTitle} text={t.events.emptyText} />
            )}
          </div>
        )}
        {items.length > 0 && (
          <div className="card">
            <EventTable id={id} items={items} />
            <div className="card-foot">
              {events.hasNextPage ? (
                <Button busy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
                  {t.events.older}
                </Button>
              ) : (
                <span className="muted small">{t.events.end}</span>
              )}
            </div>
          </div>
        )}
      </div>
    </Page>
  );
}
