import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { PackageOpen, SearchX, Zap } from 'lucide-react';
import { useCallback } from 'react';
import { type CatalogEntry, catalogQuery } from '../api/catalog';
import { t } from '../strings';
import { Logo } from '../ui/Badges';
import { Button, buttonClass } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Loading } from '../ui/Loading';
import { Page } from '../ui/Page';
import { Search } from '../ui/Search';
import { Select } from '../ui/Select';
import { capitalized, filled } from '../ui/words';

export function CatalogPage() {
  const { q = '', hub = '' } = useSearch({ from: '/member/shell/' });
  const navigate = useNavigate({ from: '/' });
  const catalog = useQuery(catalogQuery);
  const change = useCallback(
    (changes: { q?: string; hub?: string }) =>
      void navigate({ search: (all) => filled({ ...all, ...changes }), replace: true }),
    [navigate],
  );
  const search = useCallback((text: string) => change({ q: text }), [change]);

  return (
    <Page title={t.catalog.title} lead={t.catalog.lead}>
      {catalog.isPending && <Loading />}
      {catalog.isError && <Failure error={catalog.error} retry={() => void catalog.refetch()} />}
      {catalog.data && (
        <>
          <div className="toolbar">
            <Search label={t.catalog.search} value={q} onChange={search} />
            <Select
              label={t.catalog.hub}
              value={hub}
              onChange={(value) => change({ hub: value })}
              options={[
                ['', t.catalog.allHubs],
                ...hubs(catalog.data).map((name) => [name, capitalized(name)] as const),
              ]}
            />
          </div>
          <Cards
            all={catalog.data}
            shown={catalog.data.filter((entry) => matches(entry, q, hub))}
            clear={() => change({ q: '', hub: '' })}
          />
        </>
      )}
    </Page>
  );
}

function Cards({ all, shown, clear }: { all: CatalogEntry[]; shown: CatalogEntry[]; clear: () => void }) {
  if (all.length === 0) return <Empty icon={PackageOpen} title={t.catalog.emptyTitle} text={t.catalog.emptyText} />;
  if (shown.length === 0) {
    return (
      <Empty icon={SearchX} title={t.catalog.noMatch} text={t.catalog.noMatchText}>
        <Button onClick={clear}>{t.common.clearFilters}</Button>
      </Empty>
    );
  }
  return (
    <ul className="grid-cards">
      {shown.map((entry) => (
        <Card key={entry.key} entry={entry} />
      ))}
    </ul>
  );
}

function Card({ entry }: { entry: CatalogEntry }) {
  return (
    <li className="card element-card">
      <div className="element-card-head">
        <Logo src={entry.logo} />
        <div>
          <h2>
            <Link to="/catalog/$key" params={{ key: entry.key }} className="card-link">
              {entry.name}
            </Link>
          </h2>
          <p className="small muted">
            {capitalized(entry.hub)} · {entry.authentication.map((type) => t.authentication[type] ?? type).join(', ')}
          </p>
        </div>
      </div>
      <p className="card-text">{entry.description}</p>
      <div className="element-card-foot">
        <span className="row">
          <span className={entry.instances > 0 ? 'badge badge-success badge-dot' : 'badge'}>
            {t.catalog.instances(entry.instances)}
          </span>
          {entry.events && (
            <span className="badge">
              <Zap size={12} aria-hidden="true" />
              {t.catalog.events}
            </span>
          )}
        </span>
        <Link
          to="/catalog/$key/connect"
          params={{ key: entry.key }}
          className={buttonClass({ look: 'primary', size: 'small' })}
          aria-label={t.catalog.connectTo(entry.name)}
        >
          {t.catalog.connect}
        </Link>
      </div>
    </li>
  );
}

const hubs = (entries: CatalogEntry[]) => [...new Set(entries.map((entry) => entry.hub))].sort();

function matches(entry: CatalogEntry, words: string, hub: string): boolean {
  const text = `${entry.name} ${entry.key} ${entry.hub} ${entry.description}`.toLowerCase();
  const found = words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
  return found && (hub === '' || entry.hub === hub);
}
