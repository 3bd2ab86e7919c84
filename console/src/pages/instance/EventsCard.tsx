import { Link } from '@tanstack/react-router';
import type { InstanceDetails } from '../../api/instances';
import { t } from '../../strings';
import { eventSettings } from './eventSettings';

export function EventsCard({ instance }: { instance: InstanceDetails }) {
  const { enabled, callback } = eventSettings(instance);
  return (
    <section className="card card-body setting">
      <div>
        <h2>{t.events.pageTitle}</h2>
        <p className="card-text">{enabled && callback ? t.events.on(callback) : t.events.offTitle}</p>
      </div>
      <Link to="/instances/$id/events" params={{ id: String(instance.id) }}>
        {t.events.open}
      </Link>
    </section>
  );
}
