import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import type { ExecutionDetails } from '../../../api/executions';
import { f } from '../../../formulaStrings';
import { Button, buttonClass } from '../../../ui/Button';
import { ExecutionBadge } from '../ExecutionBadge';

interface Props {
  id: number;
  execution: ExecutionDetails | undefined;
  formula: string;
  close: () => void;
}

/** How the test does, which the canvas shows step by step. */
export function RunBar({ id, execution, formula, close }: Props) {
  return (
    <div className="run-bar">
      <p role="status" className="row">
        <strong>{f.testRunning(id)}</strong>
        <ExecutionBadge status={execution?.status ?? 'pending'} />
        {execution?.error && (
          <span className="small text-danger words">
            {execution.failedStep && <span className="mono">{execution.failedStep}: </span>}
            {execution.error}
          </span>
        )}
      </p>
      <div className="row">
        {execution && (
          <Link
            to="/formulas/$id/instances/$instance/executions/$execution"
            params={{ id: formula, instance: String(execution.formulaInstanceId), execution: String(id) }}
            className={buttonClass({ size: 'small' })}
          >
            {f.testOpen}
          </Link>
        )}
        <Button look="quiet" size="small" icon aria-label={f.testClose} onClick={close}>
          <X size={15} aria-hidden="true" />
        </Button>
      </div>
    </div>
  );
}
