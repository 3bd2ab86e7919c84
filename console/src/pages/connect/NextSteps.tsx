import { Link } from '@tanstack/react-router';
import { BookOpen, Shuffle, Workflow } from 'lucide-react';
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
          <div className="next-step">
            <Workflow size={20} aria-hidden="true" />
            <h3>{t.connection.formula}</h3>
            <p className="card-text">{t.connection.formulaText}</p>
            <Link to="/formulas" search={{ use: String(instanceId) }} className="next-step-link">
              {t.connection.formulaOpen}
            </Link>
          </div>
        </div>
      </section>
      <CodeSamples instanceId={instanceId} title={t.connection.code} />
    </div>
  );
}
