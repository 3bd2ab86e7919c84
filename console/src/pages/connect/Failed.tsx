import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { elementQuery } from '../../api/catalog';
import type { Connection } from '../../api/connections';
import { t } from '../../strings';
import { buttonClass } from '../../ui/Button';
import { CopyField } from '../../ui/Copy';
import { Loading } from '../../ui/Loading';
import { Page } from '../../ui/Page';
import { ConnectForm } from './ConnectForm';
import { elementNameOf } from './elementNameOf';

/** Why the account was not connected, and the form with all that was typed, to do it better. */
export function Failed({ connection }: { connection: Connection }) {
  const known = connection.elementKey !== undefined;
  const element = useQuery({ ...elementQuery(connection.elementKey ?? ''), enabled: known });
  const { problem } = connection;
  // The form itself shows the address beside the keys, where none are stored.
  const misdirected = problem?.kind === 'wrongRedirectUri' && element.data?.application ? element.data : undefined;
  const expired = connection.status === 'expired';
  return (
    <Page
      title={problem?.title ?? (expired ? t.connection.expiredTitle : t.connection.failedTitle)}
      lead={problem?.message ?? (expired ? t.connection.expiredText : t.connection.failedText)}
      icon={
        <span className="result-mark result-danger">
          <X size={26} aria-hidden="true" />
        </span>
      }
    >
      <div className="stack stack-wide">
        {problem?.providerMessage && (
          <section className="stack stack-tight">
            <h2>{t.connection.providerWords(elementNameOf(connection))}</h2>
            <blockquote className="words">{problem.providerMessage}</blockquote>
          </section>
        )}
        <section className="stack">
          <div className="stack stack-tight">
            <h2>{t.connection.whatNow}</h2>
            {problem?.next && <p>{problem.next}</p>}
            {misdirected && <CopyField text={misdirected.authentication.redirectUri} name={t.element.redirectUri} />}
            {known && (
              <p className="muted">
                {problem?.kind === 'wrongSecret' ? t.connection.keptButSecret : t.connection.kept}
              </p>
            )}
          </div>
          {element.data && (
            <div className="card card-body">
              <ConnectForm element={element.data} earlier={connection} />
            </div>
          )}
          {element.isLoading && <Loading />}
          {!known && (
            <div>
              <Link to="/" className={buttonClass({ look: 'primary' })}>
                {t.instances.openCatalog}
              </Link>
            </div>
          )}
        </section>
      </div>
    </Page>
  );
}
