import { Link } from '@tanstack/react-router';
import { CornerDownRight, RotateCcw } from 'lucide-react';
import type { StepExecution } from '../../api/executions';
import { r } from '../../runStrings';
import { Button, buttonClass } from '../../ui/Button';

interface Props {
  pass: StepExecution;
  params: { id: string; instance: string };
  /** Shows single rounds; only of loops that made one. */
  intoRounds: (() => void) | undefined;
  /** Runs again from here; only where the run is over. */
  rerun: (() => void) | undefined;
}

/** What can be done with a step that ran. */
export function StepActions({ pass, params, intoRounds, rerun }: Props) {
  const child = pass.childExecutionId;
  return (
    <>
      {child !== undefined && (
        <Link
          to="/formulas/$id/instances/$instance/executions/$execution"
          params={{ ...params, execution: String(child) }}
          className={buttonClass({ size: 'small' })}
        >
          <CornerDownRight size={15} aria-hidden="true" />
          {r.stepInto}
        </Link>
      )}
      {intoRounds && (
        <Button size="small" onClick={intoRounds}>
          <CornerDownRight size={15} aria-hidden="true" />
          {r.intoRounds}
        </Button>
      )}
      {rerun && (
        <Button size="small" onClick={rerun}>
          <RotateCcw size={15} aria-hidden="true" />
          {r.fromHere}
        </Button>
      )}
    </>
  );
}
