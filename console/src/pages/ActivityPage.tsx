import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Activity, SearchX } from 'lucide-react';
import { Switch } from 'radix-ui';
import { useCallback, useState } from 'react';
import { activityQuery } from '../api/activity';
import { instancesQuery } from '../api/instances';
import { t } from '../strings';
import { Button, buttonClass } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Loading } from '../ui/Loading';
import { Note } from '../ui/Note';
import { Page } from '../ui/Page';
import { Search } from '../ui/Search';
import { Select } from '../ui/Select';
import { filled } from '../ui/words';
import { CallTable } from './activity/CallTable';
import { useLive } from './activity/useLive';

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

interface Filters {
  q?: string;
  instance?: string;
  status?: string;
  method?: string;
}

export function ActivityPage() {
  const filters: Filters = useSearch({ from: '/member/shell/activity' });
  const navigate = useNavigate({ from: '/activity' });
  const [live, setLive] = useState(true);
  const { q, instance, status, method } = filters;
  const filter = { text: q, instance, status, method };
  const calls = useInfiniteQuery(activityQuery(filter));
  const { items: fresh, lost } = useLive(live, filter);
  const instances = useQuery(instancesQuery({}));
  const change = useCallback(
    (changes: Filters) => void navigate({ search: (all) => filled<Filters>({ ...all, ...changes }), replace: true }),
    [navigate],
  );
  const search = useCallback((text: string) => change({ q: text }), [change]);

  const dropped = calls.data?.pages.reduce((sum, page) => sum + (page.dropped ?? 0), 0) ?? 0;
  const seen = new Set(fresh.map(({ id }) => id));
  const items = [
    ...fresh,
    ...(calls.data?.pages.flatMap((page) => page.items) ?? []).filter(({ id }) => !seen.has(id)),
  ];

  return (
    <Page
      title={t.activity.title}
      lead={t.activity.lead}
      actions={
        <div className="live">
          <Switch.Root className="switch" aria-label={t.activity.live} checked={live} onCheckedChange={setLive}>
            <Switch.Thumb className="switch-thumb" />
          </Switch.Root>
          <span title={t.activity.liveText}>{t.activity.live}</span>
        </div>
      }
    >
      <div className="toolbar">
        <Search label={t.activity.search} value={q ?? ''} onChange={search} />
        <Select
          label={t.activity.instance}
          value={instance ?? ''}
          onChange={(value) => change({ instance: value })}
          options={[
            ['', t.activity.allInstances],
            ...(instances.data?.items ?? []).map(({ id, name }) => [String(id), name] as const),
          ]}
        />
        <Select
          label={t.activity.method}
          value={method ?? ''}
          onChange={(value) => change({ method: value })}
          options={[['', t.activity.allMethods], ...METHODS.map((name) => [name, name] as const)]}
        />
        <Select
          label={t.activity.status}
          value={status ?? ''}
          onChange={(value) => change({ status: value })}
          options={t.activity.statuses as [string, string][]}
        />
      </div>
      {dropped > 0 && <Note kind="warning">{t.activity.dropped(dropped)}</Note>}
      {lost && <Note kind="warning">{t.activity.streamLost}</Note>}
      {calls.isPending && <Loading />}
      {calls.isError && <Failure error={calls.error} retry={() => void calls.refetch()} />}
      {calls.isSuccess && items.length === 0 && (
        <Nothing
          filtered={Object.keys(filters).length > 0}
          clear={() => change({ q: '', instance: '', status: '', method: '' })}
        />
      )}
      {items.length > 0 && (
        <div className="card">
          <CallTable items={items} />
          <div className="card-foot">
            {calls.hasNextPage ? (
              <Button busy={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
                {t.activity.older}
              </Button>
            ) : (
              <span className="muted small">{t.activity.end}</span>
            )}
          </div>
        </div>
      )}
    </Page>
  );
}

function Nothing({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  if (filtered) {
    return (
      <Empty icon={SearchX} title={t.activity.noMatch} text={t.activity.noMatchText}>
        <Button onClick={clear}>{t.common.clearFilters}</Button>
      </Empty>
    );
  }
  return (
    <div className="card">
      <Empty icon={Activity} title={t.activity.emptyTitle} text={t.activity.emptyText}>
        <Link to="/docs" className={buttonClass({ look: 'primary' })}>
          {t.activity.emptyAction}
        </Link>
      </Empty>
    </div>
  );
}
