import { useQuery } from '@tanstack/react-query';
import type { ExecutionDetails } from '../../api/executions';
import { formulaQuery } from '../../api/formulas';
import { formulaVersionQuery } from '../../api/reruns';

/** The formula that a run runs: as it was then where the server keeps that, else as it is now. */
export function useRunFormula(run: ExecutionDetails | undefined) {
  const version = run?.formulaVersionId;
  const then = useQuery({ ...formulaVersionQuery(run?.formulaId ?? 0, version ?? 0), enabled: version !== undefined });
  const unknown = run !== undefined && (version === undefined || then.isError);
  const now = useQuery({ ...formulaQuery(String(run?.formulaId ?? '')), enabled: unknown });
  const changed = unknown && now.data?.updatedDate !== undefined && now.data.updatedDate > run.createdDate;
  return { formula: then.data ?? now.data, changed, isLoading: then.isLoading || now.isLoading };
}
