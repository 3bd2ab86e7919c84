import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Boxes, Plug, SearchX } from 'lucide-react';
import { useCallback } from 'react';
import { catalogQuery, logoOf } from '../api/catalog';
import { type Instance, instancesQuery, type InstanceState, PAGE_SIZE } from '../api/instances';
import { t } from '../strings';
import { Logo, StateBadge, Tags } from '../ui/Badges';
import { Button, buttonClass } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Loading } from '../ui/Loading';
import { Page } from '../ui/Page';
import { Search } from '../ui/Search';
import { Select } from '../ui/Select';
import { Ago } from '../ui/Time';
import { filled } from '../ui/words';
import { TokenExpiry } from './instance/TokenExpiry';

const STATES = Object.entries(t.states) as [InstanceState, string][];

interface Filters {
  q?: string;
  tag?: string;
  element?: string;
  state?: string;
  page?: string;
}

export function InstancesPage() {
  const filters: Filters = useSearch({ from: '/member/shell/instances' });
  const navigate = useNavigate({ from: '/instances' });
  const catalog = useQuery(catalogQuery);
  const page = Number(filters.page ?? 1) || 1;
  const { q, tag, element, state } = filters;
  const instances = useQuery(instancesQuery({ search: q, tag, element, state, page }));
  const change = useCallback(
    (changes: Filters) =>
      // Another filter begins at the first page.
      void navigate({ search: (all) => filled<Filters>({ ...all, page: '', ...changes }), replace: true }),
    [navigate],
  );
  const search = useCallback((text: string) => change({ q: text }), [change]);
  const clear = () => change({ q: '', tag: '', element: '', state: '' });
  const filtered = Boolean(q ?? tag ?? element ?? state);

  return (
    <Page
      title={t.instances.title}
      lead={t.instances.lead}
      actions={
        <Link to="/" className={buttonClass({ look: 'primary' })}>
          <Plug size={15} aria-hidden="true" />
          {t.instances.connect}
        </Link>
      }
    >
      {(filtered || (instances.data?.total ?? 0) > 0) && (
        <div className="toolbar">
          <Search label={t.instances.search} value={q ?? ''} onChange={search} />
          <Select
            label={t.instances.element}
            value={element ?? ''}
            onChange={(value) => change({ element: value })}
            options={[
              ['', t.instances.allElements],
              ...(catalog.data ?? []).map(({ key, name }) => [key, name] as const),
            ]}
          />
          <Select
            label={t.instances.state}
            value={state ?? ''}
            onChange={(value) => change({ state: value })}
            options={[['', t.instances.allStates], ...STATES]}
          />
          {tag && (
            <Button className="tag-filter" onClick={() => change({ tag: '' })}>
              <span className="ellipsis">{`${t.instances.tags}: ${tag}`}</span> ×
            </Button>
          )}
        </div>
      )}
      {instances.isPending && <Loading />}
      {instances.isError && <Failure error={instances.error} retry={() => void instances.refetch()} />}
      {instances.data &&
        (instances.data.items.length === 0 ? (
          <Nothing filtered={filtered} clear={clear} />
        ) : (
          <>
            <InstanceTable items={instances.data.items} onTag={(value) => change({ tag: value })} />
            <Pages page={page} total={instances.data.total} onPage={(value) => change({ page: String(value) })} />
          </>
        ))}
    </Page>
  );
}

function Nothing({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  if (filtered) {
    return (
      <Empty icon={SearchX} title={t.instances.noMatch} text={t.instances.noMatchText}>
        <Button onClick={clear}>{t.common.clearFilters}</Button>
      </Empty>
    );
  }
  return (
    <div className="card">
      <Empty icon={Boxes} title={t.instances.emptyTitle} text={t.instances.emptyText}>
        <Link to="/" className={buttonClass({ look: 'primary' })}>
          {t.instances.openCatalog}
        </Link>
      </Empty>
    </div>
  );
}

function InstanceTable({ items, onTag }: { items: Instance[]; onTag: (tag: string) => void }) {
  return (
    <div className="card table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t.instances.name}</th>
            <th scope="col">{t.instances.state}</th>
            <th scope="col">{t.instances.tags}</th>
            <th scope="col">{t.instances.lastUsed}</th>
            <th scope="col">{t.instances.expires}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((instance) => (
            <tr key={instance.id} className="row-link">
              <td className="cell-name">
                <span className="row row-fixed">
                  <Logo src={logoOf(instance.elementKey)} size="small" />
                  <span>
                    <Link to="/instances/$id" params={{ id: String(instance.id) }} className="row-target">
                      {instance.name}
                    </Link>
                    <span className="small muted block">{instance.elementName}</span>
                  </span>
                </span>
              </td>
              <td data-label={t.instances.state}>
                <StateBadge state={instance.state} reason={instance.stateReason} />
              </td>
              <td data-label={t.instances.tags}>
                <Tags tags={instance.tags} onTag={onTag} />
              </td>
              <td data-label={t.instances.lastUsed} className="numeric">
                {instance.lastUsed ? <Ago at={instance.lastUsed} /> : <span className="muted">{t.common.never}</span>}
              </td>
              <td data-label={t.instances.expires} className="numeric">
                <TokenExpiry instance={instance} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Pages({ page, total, onPage }: { page: number; total: number; onPage: (page: number) => void }) {
  if (total <= PAGE_SIZE) return null;
  const from = (page - 1) * PAGE_SIZE + 1;
  const to = Math.min(page * PAGE_SIZE, total);
  return (
    <nav className="row spread pages" aria-label={t.instances.pages}>
      <span className="muted small numeric">{t.instances.page(from, to, total)}</span>
      <span className="row">
        <Button size="small" disabled={page <= 1} onClick={() => onPage(page - 1)}>
          {t.instances.previous}
        </Button>
        <Button size="small" disabled={to >= total} onClick={() => onPage(page + 1)}>
          {t.instances.next}
        </Button>
      </span>
    </nav>
  );
}
