import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, Layers, Server } from 'lucide-react';
import type { ReactNode } from 'react';
import { catalogQuery, logoOf } from '../api/catalog';
import { instancesQuery } from '../api/instances';
import { t } from '../strings';
import { Logo } from '../ui/Badges';
import { Failure } from '../ui/Failure';
import { Loading } from '../ui/Loading';
import { Page } from '../ui/Page';
import { capitalized } from '../ui/words';

export function DocsPage() {
  const catalog = useQuery(catalogQuery);
  const instances = useQuery(instancesQuery({}));
  const hubs = [...new Set(catalog.data?.map(({ hub }) => hub))].sort();
  return (
    <Page title={t.docs.title} lead={t.docs.lead}>
      {(catalog.isPending || instances.isPending) && <Loading />}
      {catalog.isError && <Failure error={catalog.error} retry={() => void catalog.refetch()} />}
      {catalog.data && instances.data && (
        <div className="stack">
          <Group title={t.docs.instances} text={t.docs.instancesText}>
            {instances.data.items.length === 0 && (
              <p className="card-foot muted">
                {t.docs.noInstances} <Link to="/">{t.instances.openCatalog}</Link>
              </p>
            )}
            {instances.data.items.map(({ id, name, elementKey }) => (
              <Entry
                key={id}
                to={`/docs/instances/${id}`}
                icon={<Logo src={logoOf(elementKey)} size="small" />}
                name={name}
              />
            ))}
          </Group>
          <Group title={t.docs.elements} text={t.docs.elementsText}>
            {catalog.data.map(({ key, name, logo }) => (
              <Entry key={key} to={`/docs/elements/${key}`} icon={<Logo src={logo} size="small" />} name={name} />
            ))}
          </Group>
          <Group title={t.docs.hubs} text={t.docs.hubsText}>
            {hubs.map((hub) => (
              <Entry
                key={hub}
                to={`/docs/hubs/${hub}`}
                icon={<Layers size={22} aria-hidden="true" />}
                name={capitalized(hub)}
              />
            ))}
          </Group>
          <Group title={t.docs.platform} text={t.docs.platformText}>
            <Entry to="/docs/platform" icon={<Server size={22} aria-hidden="true" />} name={t.docs.platform} />
          </Group>
        </div>
      )}
    </Page>
  );
}

function Group({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="card">
      <div className="card-body">
        <h2>{title}</h2>
        <p className="card-text">{text}</p>
      </div>
      <div className="link-list">{children}</div>
    </section>
  );
}

/** A plain link: these pages live under a policy of their own, so the document is loaded anew. */
function Entry({ to, icon, name }: { to: string; icon: ReactNode; name: string }) {
  return (
    <a href={to}>
      {icon}
      <span>{name}</span>
      <ChevronRight size={16} aria-hidden="true" />
    </a>
  );
}
