import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { executionQuery, formulaExecutionsQuery, isOver } from '../../../api/executions';
import { formulaInstanceQuery } from '../../../api/formulas';
import type { Sample } from './names';

/** The run that names and values are taken from: the latest that is over, unless another is chosen. */
export function useSample(formula: string, test: number | undefined) {
  const [chosen, setChosen] = useState<string>();
  const runs = useQuery(formulaExecutionsQuery(formula));
  const latest = runs.data?.find(({ status }) => isOver(status));
  const id = chosen ?? String(test ?? latest?.id ?? '');
  const execution = useQuery(executionQuery(id));
  const instance = execution.data?.formulaInstanceId;
  const bound = useQuery({
    ...formulaInstanceQuery(String(instance ?? '')),
    enabled: instance !== undefined,
  });
  const sample = useMemo(
    (): Sample | undefined =>
      id === '' || !execution.data
        ? undefined
        : { steps: execution.data.stepExecutions, configuration: bound.data?.configuration ?? {} },
    [id, execution.data, bound.data],
  );
  return { runs: runs.data ?? [], id, sample, choose: setChosen };
}

export type SampleChoice = ReturnType<typeof useSample>;
