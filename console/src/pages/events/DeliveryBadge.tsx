import type { StoredEvent } from '../../api/events';
import { t } from '../../strings';

const LOOKS = { waiting: 'info', delivered: 'success', dead: 'danger', queued: 'warning' };

export function DeliveryBadge({ event }: { event: StoredEvent }) {
  const { delivery } = event;
  if (!delivery) return <span className="badge badge-neutral">{t.events.notSent}</span>;
  return (
    <span className={`badge badge-dot badge-${LOOKS[delivery.state]}`} title={delivery.reason}>
      {t.events.states[delivery.state]}
    </span>
  );
}
