import type { InstanceState } from '../api/instances';
import { t } from '../strings';

const STATES: Record<InstanceState, string> = {
  working: 'success',
  refreshing: 'info',
  needsReauthentication: 'danger',
  disabled: 'neutral',
};

export function StateBadge({ state, reason }: { state: InstanceState; reason?: string | undefined }) {
  return (
    <span className={`badge badge-dot badge-${STATES[state]}`} title={reason}>
      {t.states[state]}
    </span>
  );
}

const METHODS: Record<string, string> = {
  GET: 'info',
  POST: 'success',
  PUT: 'warning',
  PATCH: 'warning',
  DELETE: 'danger',
};

export function MethodBadge({ method }: { method: string }) {
  return <span className={`badge badge-method badge-${METHODS[method] ?? 'neutral'}`}>{method}</span>;
}

export function StatusBadge({ status }: { status: number }) {
  const kind = status >= 500 ? 'danger' : status >= 400 ? 'warning' : 'success';
  return <span className={`badge badge-${kind}`}>{status}</span>;
}

interface TagsProps {
  tags: string[];
  /** Makes a button of each tag, which filters by it. */
  onTag?: (tag: string) => void;
}

export function Tags({ tags, onTag }: TagsProps) {
  if (tags.length === 0) return <span className="muted">{t.common.none}</span>;
  return (
    <span className="row row-tags">
      {tags.map((tag) =>
        onTag ? (
          <button type="button" className="badge tag badge-button" key={tag} title={tag} onClick={() => onTag(tag)}>
            {tag}
          </button>
        ) : (
          <span className="badge tag" key={tag} title={tag}>
            {tag}
          </span>
        ),
      )}
    </span>
  );
}

export function Logo({ src, size = '' }: { src: string; size?: 'small' | 'large' | '' }) {
  return <img className={size ? `logo logo-${size}` : 'logo'} src={src} alt="" width={40} height={40} />;
}
