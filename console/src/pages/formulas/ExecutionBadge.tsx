import { f } from '../../formulaStrings';

const LOOKS: Record<string, string> = {
  success: 'success',
  failed: 'danger',
  pending: 'info',
  queued: 'info',
  retry: 'warning',
};

export function ExecutionBadge({ status }: { status: string }) {
  return <span className={`badge badge-dot badge-${LOOKS[status] ?? 'neutral'}`}>{f.statuses[status] ?? status}</span>;
}
