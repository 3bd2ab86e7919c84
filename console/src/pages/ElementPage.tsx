import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { BookOpen, Plug } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { lazy, Suspense } from 'react';
import { type ElementDetails, elementQuery, logoOf } from '../api/catalog';
import { sessionQuery } from '../api/session';
import { t } from '../strings';
import { Logo } from '../ui/Badges';
import { buttonClass } from '../ui/Button';
import { CopyField } from '../ui/Copy';
import { Linked } from '../ui/Linked';
import { Loading } from '../ui/Loading';
import { Page } from '../ui/Page';
import { capitalized } from '../ui/words';
import { Unloaded } from '../ui/Unloaded';
import { ApplicationCard } from './element/ApplicationCard';
import { ResourceTable } from './element/ResourceTable';

const Markdown = lazy(() => import('../ui/Markdown'));

export function ElementPage() {
  const { key } = useParams({ from: '/member/shell/catalog/$key' });
  const element = useQuery(elementQuery(key));
  const parent = { to: '/', name: t.catalog.title };
  if (element.isPending || element.isError) return <Unloaded query={element} parent={parent} />;
  const { name, description, hub } = element.data;
  return (
    <Page
      title={name}
      parent={parent}
      icon={<Logo src={logoOf(key)} size="large" />}
      beside={<span className="badge">{capitalized(hub)}</span>}
      lead={description}
      actions={
        <>
          <a href={`/docs/elements/${encodeURIComponent(key)}`} className={buttonClass({})}>
            <BookOpen size={15} aria-hidden="true" />
            {t.element.docs}
          </a>
          <Link to="/catalog/$key/connect" params={{ key }} className={buttonClass({ look: 'primary' })}>
            <Plug size={15} aria-hidden="true" />
            {t.element.connect}
          </Link>
        </>
      }
    >
      <ElementTabs element={element.data} />
    </Page>
  );
}

function ElementTabs({ element }: { element: ElementDetails }) {
  const { tab = 'overview' } = useSearch({ from: '/member/shell/catalog/$key' });
  const navigate = useNavigate({ from: '/catalog/$key' });
  const tabs = [
    { id: 'overview', name: t.element.overview, content: <Overview element={element} /> },
    { id: 'scopes', name: t.element.scopes, content: <Scopes element={element} /> },
    { id: 'resources', name: t.element.resources, content: <ResourceTable element={element} /> },
    { id: 'events', name: t.element.events, content: <Events element={element} /> },
    ...(element.readme ? [{ id: 'guide', name: t.element.readme, content: <Guide text={element.readme} /> }] : []),
  ];
  return (
    <Tabs.Root
      value={tab}
      onValueChange={(value) => void navigate({ search: value === 'overview' ? {} : { tab: value }, replace: true })}
    >
      <Tabs.List className="tabs" aria-label={element.name}>
        {tabs.map(({ id, name }) => (
          <Tabs.Trigger key={id} value={id} className="tab">
            {name}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tabs.map(({ id, content }) => (
        <Tabs.Content key={id} value={id} className="tab-panel">
          {content}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

function Overview({ element }: { element: ElementDetails }) {
  const { authentication } = element;
  return (
    <div className="columns">
      <div className="stack">
        <section className="card">
          <div className="card-head">
            <div>
              <h2>{t.element.setup(element.name)}</h2>
              <p className="card-text">{t.element.setupText}</p>
            </div>
          </div>
          <div className="card-body stack">
            <ol className="step-list">
              {authentication.setup.map((step) => (
                <li key={step}>
                  <span>
                    <Linked text={step} own={authentication.redirectUri} />
                  </span>
                </li>
              ))}
            </ol>
            <div className="field">
              <h3 className="field-label">{t.element.redirectUri}</h3>
              <CopyField text={authentication.redirectUri} name={t.element.redirectUri} />
              <p className="field-help">{t.element.redirectHelp}</p>
            </div>
          </div>
        </section>
        <ApplicationCard element={element} />
      </div>
      <aside className="card card-body aside stack">
        <h2>{t.element.facts}</h2>
        <Facts element={element} />
      </aside>
    </div>
  );
}

function Facts({ element }: { element: ElementDetails }) {
  const { type, pkce } = element.authentication;
  return (
    <dl className="facts">
      <dt>{t.element.hub}</dt>
      <dd>{capitalized(element.hub)}</dd>
      <dt>{t.element.key}</dt>
      <dd className="mono">{element.key}</dd>
      <dt>{t.element.authentication}</dt>
      <dd>
        {t.authentication[type] ?? type} {pkce && <span className="muted">{t.element.pkce}</span>}
      </dd>
      <dt>{t.element.resourceCount}</dt>
      <dd>{element.resources.length}</dd>
      <dt>{t.element.eventSupport}</dt>
      <dd>{element.events.supported ? t.element.supported : t.element.notSupported}</dd>
      <dt>{t.element.instances}</dt>
      <dd>
        {element.instances === 0 ? (
          t.catalog.instances(0)
        ) : (
          <Link to="/instances" search={{ element: element.key }}>
            {t.catalog.instances(element.instances)}
          </Link>
        )}
      </dd>
    </dl>
  );
}

function Scopes({ element }: { element: ElementDetails }) {
  if (element.scopes.length === 0) return <p className="muted">{t.element.noScopes}</p>;
  return (
    <div className="stack">
      <p className="lead">{t.element.scopesLead(element.name)}</p>
      <div className="card table-scroll">
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t.element.scopes}</th>
              <th scope="col">{t.element.purpose}</th>
            </tr>
          </thead>
          <tbody>
            {element.scopes.map(({ name, description }) => (
              <tr key={name}>
                <td className="mono">{name}</td>
                <td>{description}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Events({ element }: { element: ElementDetails }) {
  const { supported, types } = element.events;
  if (!supported) return <p className="muted">{t.element.noEvents}</p>;
  return (
    <div className="stack">
      <p className="lead">{t.element.eventsLead}</p>
      <ul className="card card-body scope-columns">
        {types.map((type) => (
          <li key={type} className="mono">
            {type}
          </li>
        ))}
      </ul>
      <p className="muted">{t.element.eventsHow}</p>
    </div>
  );
}

function Guide({ text }: { text: string }) {
  const { data: session } = useQuery(sessionQuery);
  return (
    <Suspense fallback={<Loading />}>
      <div className="card card-body prose">
        <Markdown text={text} server={session?.publicUrl ?? location.origin} />
      </div>
    </Suspense>
  );
}
