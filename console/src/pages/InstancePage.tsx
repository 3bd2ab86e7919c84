import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { BookOpen } from 'lucide-react';
import { logoOf } from '../api/catalog';
import { type InstanceDetails, instanceQuery } from '../api/instances';
import { t } from '../strings';
import { Logo, StateBadge, Tags } from '../ui/Badges';
import { buttonClass } from '../ui/Button';
import { Page } from '../ui/Page';
import { Ago, fullTime } from '../ui/Time';
import { capitalized } from '../ui/words';
import { Unloaded } from '../ui/Unloaded';
import { CodeSamples } from './connect/CodeSamples';
import { ConfigurationCard } from './instance/ConfigurationCard';
import { DangerCard } from './instance/DangerCard';
import { EditDialogButton } from './instance/EditDialog';
import { EventsCard } from './instance/EventsCard';
import { LatestCalls } from './instance/LatestCalls';
import { ObjectsCard } from './instance/ObjectsCard';
import { Reauthenticate } from './instance/Reauthenticate';
import { StateNote } from './instance/StateNote';
import { TokenCard } from './instance/TokenCard';
import { TokenExpiry } from './instance/TokenExpiry';
import { TraceCard } from './instance/TraceCard';

export function InstancePage() {
  const { id } = useParams({ from: '/member/shell/instances/$id' });
  const instance = useQuery(instanceQuery(id));
  const parent = { to: '/instances', name: t.instances.title };
  if (instance.data === undefined) return <Unloaded query={instance} parent={parent} />;
  const { data } = instance;
  return (
    <Page
      title={data.name}
      parent={parent}
      icon={<Logo src={logoOf(data.elementKey)} size="large" />}
      beside={<StateBadge state={data.state} reason={data.stateReason} />}
      lead={data.elementName}
      actions={
        <>
          <EditDialogButton instance={data} />
          <Reauthenticate instance={data} />
          <a href={`/docs/instances/${data.id}`} className={buttonClass({ look: 'primary' })}>
            <BookOpen size={15} aria-hidden="true" />
            {t.instance.requests}
          </a>
        </>
      }
    >
      <div className="stack">
        <StateNote instance={data} />
        <section className="card card-body stack">
          <h2>{t.instance.overview}</h2>
          <Facts instance={data} />
        </section>
        <TokenCard instance={data} />
        <div className="card card-body">
          <CodeSamples instanceId={data.id} title={t.code.title} />
        </div>
        <LatestCalls instance={data} />
        <EventsCard instance={data} />
        <ObjectsCard instance={data} />
        <TraceCard instance={data} />
        <ConfigurationCard instance={data} />
        <DangerCard instance={data} />
      </div>
    </Page>
  );
}

function Facts({ instance }: { instance: InstanceDetails }) {
  return (
    <dl className="facts">
      <dt>{t.instance.id}</dt>
      <dd className="mono">{instance.id}</dd>
      <dt>{t.instance.element}</dt>
      <dd>
        <Link to="/catalog/$key" params={{ key: instance.elementKey }}>
          {instance.elementName}
        </Link>{' '}
        <span className="muted">{capitalized(instance.hub)}</span>
      </dd>
      <dt>{t.instance.tags}</dt>
      <dd>
        <Tags tags={instance.tags} />
      </dd>
      <dt>{t.instance.created}</dt>
      <dd>{fullTime(instance.createdDate)}</dd>
      <dt>{t.instance.lastUsed}</dt>
      <dd>{instance.lastUsed ? <Ago at={instance.lastUsed} /> : t.common.never}</dd>
      <dt>{t.instance.expires}</dt>
      <dd>
        <TokenExpiry instance={instance} help={t.instance.expiresHelp} />
      </dd>
    </dl>
  );
}
