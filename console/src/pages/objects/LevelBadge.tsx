import type { Level } from '../../api/mapping';
import { t } from '../../strings';

const LOOKS: Record<Level, string> = { organization: 'info', account: 'neutral', instance: 'success' };

export function LevelBadge({ level }: { level: Level | undefined }) {
  if (!level) return <span className="muted">{t.common.none}</span>;
  return <span className={`badge badge-${LOOKS[level]}`}>{t.mapper.levels[level]}</span>;
}
