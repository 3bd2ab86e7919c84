import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { useEffect } from 'react';
import { type Connection, connectionQuery } from '../api/connections';
import { t } from '../strings';
import { buttonClass } from '../ui/Button';
import { Page } from '../ui/Page';
import { Unloaded } from '../ui/Unloaded';
import { forgetDrafts } from './connect/draft';
import { elementNameOf } from './connect/elementNameOf';
import { Failed } from './connect/Failed';
import { NextSteps } from './connect/NextSteps';

/** Where the browser arrives from the provider: it worked, and what next; or why not, and what next. */
export function ConnectionPage() {
  const { id } = useParams({ from: '/member/shell/connections/$id' });
  const connection = useQuery(connectionQuery(id));
  if (connection.isPending || connection.isError) {
    return <Unloaded query={connection} parent={{ to: '/instances', name: t.instances.title }} />;
  }
  switch (connection.data.status) {
    case 'connected':
      return <Connected connection={connection.data} />;
    case 'waiting':
      return <Waiting connection={connection.data} />;
    default:
      return <Failed connection={connection.data} />;
  }
}

function Connected({ connection }: { connection: Connection }) {
  useEffect(() => forgetDrafts(connection.elementKey), [connection.elementKey]);
  return (
    <Page
      title={t.connection.connectedTitle(connection.name)}
      lead={t.connection.connectedText(elementNameOf(connection))}
      icon={
        <span className="result-mark result-success">
          <Check size={26} aria-hidden="true" />
        </span>
      }
      actions={
        <Link to="/instances/$id" params={{ id: String(connection.instanceId) }} className={buttonClass({})}>
          {t.connection.openInstance}
        </Link>
      }
    >
      <NextSteps instanceId={connection.instanceId ?? 0} />
    </Page>
  );
}

function Waiting({ connection }: { connection: Connection }) {
  const name = elementNameOf(connection);
  return (
    <Page
      title={t.connection.waitingTitle(name)}
      lead={t.connection.waitingText}
      narrow
      icon={
        <span className="result-mark result-wait" role="status">
          <span className="spinner spinner-large" aria-hidden="true" />
        </span>
      }
    >
      <div className="row">
        {connection.authorizationUrl && (
          <a href={connection.authorizationUrl} className={buttonClass({ look: 'primary' })}>
            {t.connection.goOn(name)}
          </a>
        )}
        <Link to="/catalog/$key/connect" params={{ key: connection.elementKey ?? '' }} className={buttonClass({})}>
          {t.connection.startOver}
        </Link>
      </div>
    </Page>
  );
}
