import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import { catalogQuery } from '../api/catalog';
import { call } from '../api/client';
import { formulaInstanceQuery } from '../api/formulas';
import { type Instance, instanceQuery, instancesQuery } from '../api/instances';
import { NotFound } from '../layout/NotFound';
import { usePalette } from '../layout/usePalette';
import { t } from '../strings';
import { buttonClass } from '../ui/Button';
import { Loading } from '../ui/Loading';
import { useTitle } from '../ui/Page';
import { Select } from '../ui/Select';
import { Unloaded } from '../ui/Unloaded';
import { capitalized } from '../ui/words';
import { documentPath, PLATFORM_REFERENCE, type Reference, referenceOf } from './reference';
import { SessionEnded } from './SessionEnded';

const ScalarReference = lazy(() => import('./ScalarReference'));
const Palette = lazy(() => import('../layout/Palette').then((module) => ({ default: module.Palette })));

/** The API of an instance, an element, a hub, a formula or the platform, with requests that really run. */
export function ReferencePage() {
  const { kind, id } = useParams({ from: '/member/docs/$kind/$id' });
  const reference = referenceOf(kind, id);
  return reference ? <Document reference={reference} /> : <NotFound />;
}

export function PlatformReferencePage() {
  return <Document reference={PLATFORM_REFERENCE} />;
}

function Document({ reference }: { reference: Reference }) {
  const content = useQuery({
    queryKey: ['docs', reference],
    queryFn: ({ signal }) => call<Record<string, unknown>>(documentPath(reference), { signal }),
    staleTime: Infinity,
  });
  if (content.isError) return <Unloaded query={content} parent={{ to: '/docs', name: t.docs.title }} />;
  return <Reading reference={reference} content={content.data} />;
}

function Reading({ reference, content }: { reference: Reference; content: Record<string, unknown> | undefined }) {
  const name = useName(reference);
  useTitle(`${name} · ${t.docs.title}`);
  const candidates = useCandidates(reference);
  const search: { instance?: string } = useSearch({ strict: false });
  const instanceId = reference.kind === 'instance' ? reference.id : (search.instance ?? idOf(candidates[0]));
  const ofInstance = !['platform', 'formula'].includes(reference.kind);
  const [palette, setPalette] = usePalette();
  const [ended, setEnded] = useState(false);
  const end = useCallback(() => setEnded(true), []);

  return (
    <>
      <header className="docs-head">
        <Link to="/docs" className={buttonClass({ look: 'quiet', size: 'small' })}>
          <ArrowLeft size={16} aria-hidden="true" />
          {t.docs.title}
        </Link>
        <h1 className="docs-head-title" tabIndex={-1}>
          {name}
        </h1>
        <div className="docs-head-end row small">
          <RunsWith reference={reference} name={name} candidates={candidates} instanceId={instanceId} />
        </div>
      </header>
      {ended && <SessionEnded onClose={() => setEnded(false)} />}
      <main id="main">
        {content === undefined && <Loading text={t.docs.loading} />}
        {content && (
          <Suspense fallback={<Loading text={t.docs.loading} />}>
            <ScalarReference
              content={content}
              instanceId={ofInstance ? instanceId : undefined}
              formulaInstanceId={reference.kind === 'formula' ? reference.id : undefined}
              ofInstance={ofInstance}
              onSessionEnd={end}
            />
          </Suspense>
        )}
      </main>
      {palette && (
        <Suspense>
          <Palette onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </>
  );
}

interface RunsWithProps {
  reference: Reference;
  name: string;
  candidates: Instance[];
  instanceId: string | undefined;
}

/** Says, and lets choose, what the requests of the page run against. */
function RunsWith({ reference, name, candidates, instanceId }: RunsWithProps) {
  const navigate = useNavigate({ from: '/docs/$kind/$id' });
  if (reference.kind === 'platform') return <span className="muted">{t.docs.runsPlatform}</span>;
  if (reference.kind === 'formula') return <span className="muted">{t.docs.runsFormula(name)}</span>;
  if (reference.kind === 'instance') return <span className="muted">{t.docs.runsAs(name)}</span>;
  if (candidates.length === 0) {
    return (
      <span className="muted">
        <Link to="/">{t.docs.noInstanceFor}</Link>
      </span>
    );
  }
  return (
    <>
      <span className="muted">{t.docs.runsWith}</span>
      <Select
        label={t.docs.runsWith}
        value={instanceId ?? ''}
        onChange={(instance) => void navigate({ search: { instance }, replace: true })}
        options={candidates.map(({ id, name: text }) => [String(id), text] as const)}
      />
    </>
  );
}

const idOf = (instance: Instance | undefined) => (instance ? String(instance.id) : undefined);

/** The instances that requests of this page can run against. */
function useCandidates({ kind, id }: Reference): Instance[] {
  const { data } = useQuery(instancesQuery(kind === 'element' ? { element: id } : {}));
  const items = data?.items ?? [];
  return kind === 'hub' ? items.filter(({ hub }) => hub === id) : items;
}

function useName({ kind, id }: Reference): string {
  const catalog = useQuery({ ...catalogQuery, enabled: kind === 'element' });
  const instance = useQuery({ ...instanceQuery(id), enabled: kind === 'instance', refetchInterval: false });
  const formula = useQuery({ ...formulaInstanceQuery(id), enabled: kind === 'formula' });
  switch (kind) {
    case 'platform':
      return t.docs.platform;
    case 'hub':
      return t.docs.ofHub(capitalized(id));
    case 'element':
      return catalog.data?.find(({ key }) => key === id)?.name ?? id;
    case 'instance':
      return instance.data?.name ?? id;
    case 'formula':
      return formula.data?.name ?? id;
  }
}
