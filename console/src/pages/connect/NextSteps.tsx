import { Link } from '@tanstack/react-router';
import { BookOpen, Shuffle, Workflow } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../strings';
import { buttonClass } from '../../ui/Button';
import { CodeSamples } from './CodeSamples';

/** What one can do with a fresh instance. */
export function NextSteps({ instanceId }: { instanceId: number }) {
  return (
    <div className="stack stack-wide">
      <section className="stack">
        <h2>{t.connection.next}</h2>
        <div className="next-steps">
          <div className="next-step next-step-main">
            <BookOpen size={20} aria-hidden="true" />
            <h3>{t.connection.requests}</h3>
            <p className="card-text">{t.connection.requestsText}</p>
            <a href={`/docs/instances/${instanceId}`} className={buttonClass({ look: 'primary' })}>
              {t.connection.requests}
            </a>
          </div>
          <div className="next-step">
            <Shuffle size={20} aria-hidden="true" />
            <h3>{t.connection.map}</h3>
            <p className="card-text">{t.connection.mapText}</p>
            <Link to="/instances/$id/objects" params={{ id: String(instanceId) }} className="next-step-link">
              {t.connection.mapOpen}
            </Link>
          </div>
          <Planned
            icon={<Workflow size={20} aria-hidden="true" />}
            title={t.connection.formula}
            text={t.connection.formulaText}
          />
        </div>
      </section>
      <CodeSamples instanceId={instanceId} title={t.connection.code} />
    </div>
  );
}

function Planned({ icon, title, text }: { icon: ReactNode; title: string; text: string }) {
  return (
    <div className="next-step">
      {icon}
      <div className="row">
        <h3>{title}</h3>
        <span className="badge">{t.connection.later}</span>
      </div>
      <p className="card-text">{text}</p>
      <a href="/docs/platform" className="next-step-link">
        {t.connection.seeDocs}
      </a>
    </div>
  );
}
