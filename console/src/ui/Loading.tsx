import { t } from '../strings';

export function Loading({ text = t.common.loading }: { text?: string }) {
  return (
    <div className="loading" role="status">
      <span className="spinner spinner-large" aria-hidden="true" />
      <span>{text}</span>
    </div>
  );
}
