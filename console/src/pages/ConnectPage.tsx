import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { elementQuery, logoOf } from '../api/catalog';
import { t } from '../strings';
import { Logo } from '../ui/Badges';
import { Page } from '../ui/Page';
import { Unloaded } from '../ui/Unloaded';
import { ConnectForm } from './connect/ConnectForm';
import { Unfinished } from './connect/Unfinished';

export function ConnectPage() {
  const { key } = useParams({ from: '/member/shell/catalog/$key/connect' });
  const element = useQuery({ ...elementQuery(key), staleTime: 60_000 });
  if (element.isPending || element.isError) {
    return <Unloaded query={element} parent={{ to: '/', name: t.catalog.title }} />;
  }
  const { name, application } = element.data;
  return (
    <Page
      title={t.connect.title(name)}
      lead={application ? t.connect.nameOnly : t.connect.withKeys}
      icon={<Logo src={logoOf(key)} size="large" />}
      parent={{ to: `/catalog/${key}`, name }}
    >
      <div className="columns">
        <div className="card card-body stack stack-wide">
          <Unfinished element={element.data} />
          <ConnectForm element={element.data} />
        </div>
        <aside className="card card-body aside stack">
          <h2>{t.connect.stepsTitle}</h2>
          <ol className="step-list">
            {t.connect.steps(name).map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </aside>
      </div>
    </Page>
  );
}
