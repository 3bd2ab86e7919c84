import { Link } from '@tanstack/react-router';
import type { StoredEvent } from '../../api/events';
import { t } from '../../strings';
import { clockTime, fullTime } from '../../ui/Time';
import { DeliveryBadge } from './DeliveryBadge';

export function EventTable({ id, items }: { id: string; items: StoredEvent[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t.events.what}</th>
            <th scope="col">{t.events.object}</th>
            <th scope="col">{t.events.delivery}</th>
            <th scope="col">{t.events.source}</th>
            <th scope="col">{t.events.time}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((event) => (
            <tr key={event.id} className="row-link">
              <td>
                <Link to="/instances/$id/events/$event" params={{ id, event: event.id }} className="row-target">
                  {titleOf(event)}
                </Link>
              </td>
              <td data-label={t.events.object} className="mono cell-cut">
                <span className="ellipsis block" title={event.notifiedData[0]?.objectId}>
                  {event.notifiedData[0]?.objectId || t.common.none}
                </span>
              </td>
              <td data-label={t.events.delivery}>
                <DeliveryBadge event={event} />
              </td>
              <td data-label={t.events.source}>{t.events.sources[event.source] ?? event.source}</td>
              <td data-label={t.events.time} className="numeric muted">
                <time dateTime={event.createdDate} title={fullTime(event.createdDate)}>
                  {clockTime(event.createdDate)}
                </time>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** "messages CREATED", and how many more where one post told of several. */
export function titleOf({ notifiedData: [first, ...more] }: StoredEvent): string {
  if (!first) return t.events.unknown;
  return t.events.title(first.objectType, first.eventType, more.length);
}
