import { Link } from '@tanstack/react-router';
import type { ExecutionDetails } from '../../api/executions';
import { TRIGGER } from '../../flow/graph';
import { r } from '../../runStrings';
import { Note } from '../../ui/Note';

const PAGE = '/formulas/$id/instances/$instance/executions/$execution';

interface Props {
  execution: ExecutionDetails;
  params: { id: string; instance: string };
}

/** What a run has to do with others: which one it runs again, and which one's step it is. */
export function Lineage({ execution, params }: Props) {
  const {
    id,
    dryRun,
    originExecutionId: origin,
    fromStep = TRIGGER,
    editedSteps = [],
    parentExecutionId: parent,
  } = execution;
  const from = fromStep === TRIGGER ? r.whole : fromStep;
  return (
    <>
      {parent !== undefined && (
        <Note kind="info" title={r.runOf(parent)}>
          <Link to={PAGE} params={{ ...params, execution: String(parent) }} className="link">
            {r.backToParent}
          </Link>
        </Note>
      )}
      {origin !== undefined && (
        <Note kind={dryRun ? 'warning' : 'info'} title={dryRun ? r.dryOf(origin, from) : r.realOf(origin, from)}>
          <p>
            {dryRun && `${r.dryText} `}
            {editedSteps.length > 0 && r.editedOf(editedSteps)}
          </p>
          <p className="row row-wide">
            <Link
              to={`${PAGE}/compare`}
              params={{ ...params, execution: String(origin) }}
              search={{ with: String(id) }}
            >
              {r.compareOrigin(origin)}
            </Link>
            <Link to={PAGE} params={{ ...params, execution: String(origin) }}>
              {r.openOrigin(origin)}
            </Link>
          </p>
        </Note>
      )}
    </>
  );
}
