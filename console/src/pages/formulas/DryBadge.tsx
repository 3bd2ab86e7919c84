import { r } from '../../runStrings';

/** That a run sent nothing. */
export const DryBadge = () => <span className="badge badge-warning">{r.dryRun}</span>;
