import { ChevronRight } from 'lucide-react';
import type { ConfigurationValue, InstanceDetails } from '../../api/instances';
import { t } from '../../strings';
import { Secret } from './Secret';

/** What the connection works with; what the platform keeps for itself is folded away. */
export function ConfigurationCard({ instance }: { instance: InstanceDetails }) {
  const shown = instance.configuration.filter(({ hidden }) => !hidden);
  const folded = instance.configuration.filter(({ hidden }) => hidden);
  return (
    <section className="card">
      <div className="card-head">
        <div>
          <h2>{t.instance.configuration}</h2>
          <p className="card-text">{t.instance.configurationText}</p>
        </div>
      </div>
      <Values instance={instance} values={shown} />
      {folded.length > 0 && (
        <details className="disclosure card-foot">
          <summary>
            <ChevronRight size={16} aria-hidden="true" />
            {t.instance.internal(folded.length)}
          </summary>
          <Values instance={instance} values={folded} />
        </details>
      )}
    </section>
  );
}

function Values({ instance, values }: { instance: InstanceDetails; values: ConfigurationValue[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-cards table-settings">
        <thead>
          <tr>
            <th scope="col">{t.instance.setting}</th>
            <th scope="col">{t.instance.value}</th>
          </tr>
        </thead>
        <tbody>
          {values.map((entry) => (
            <tr key={entry.key}>
              <td>
                <span className="stack stack-tight stack-none">
                  {entry.name !== entry.key && entry.name}
                  <span className="mono muted">{entry.key}</span>
                </span>
              </td>
              <td>
                <Value instance={instance} entry={entry} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Value({
  instance,
  entry: { key, name, value, secret },
}: {
  instance: InstanceDetails;
  entry: ConfigurationValue;
}) {
  if (!value) return <span className="muted">{t.instance.empty}</span>;
  if (!secret) return <span className="mono">{value}</span>;
  return <Secret instanceId={instance.id} what={key} name={name ?? key} masked={value} />;
}
