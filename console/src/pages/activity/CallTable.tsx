import { Link } from '@tanstack/react-router';
import { FileText } from 'lucide-react';
import type { ActivityItem } from '../../api/activity';
import { t } from '../../strings';
import { MethodBadge, StatusBadge } from '../../ui/Badges';
import { clockTime, fullTime } from '../../ui/Time';

interface Props {
  items: ActivityItem[];
  withInstance?: boolean;
}

export function CallTable({ items, withInstance = true }: Props) {
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t.activity.path}</th>
            <th scope="col">{t.activity.status}</th>
            <th scope="col">{t.activity.duration}</th>
            {withInstance && <th scope="col">{t.activity.instance}</th>}
            <th scope="col">{t.activity.time}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id} className="row-link">
              <td>
                <span className="row row-fixed">
                  <MethodBadge method={item.method} />
                  <Link to="/activity/$id" params={{ id: item.id }} className="row-target mono">
                    {item.path}
                  </Link>
                  {item.traced && <FileText size={14} className="muted" role="img" aria-label={t.activity.traced} />}
                </span>
              </td>
              <td data-label={t.activity.status}>
                <StatusBadge status={item.status} />
              </td>
              <td data-label={t.activity.duration} className="numeric">
                {t.activity.ms(item.durationMs)}
              </td>
              {withInstance && (
                <td data-label={t.activity.instance}>{item.instanceName ?? item.instanceId ?? t.common.none}</td>
              )}
              <td data-label={t.activity.time} className="numeric muted">
                <time dateTime={item.at} title={fullTime(item.at)}>
                  {clockTime(item.at)}
                </time>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
