import { expect } from 'vitest';
import type { Visitor } from './visitor';

const FORMULAS = '/elements/api-v2/formulas';

/** A formula that fails at the number 13, with an instance and an execution for each number. */
export async function picky(visitor: Visitor, numbers: number[], settings: Record<string, string> = {}) {
  const { id } = await visitor.api<{ id: number }>('POST', FORMULAS, {
    name: 'Picky',
    triggers: [{ type: 'manual', onSuccess: ['look'] }],
    steps: [
      {
        name: 'look',
        type: 'script',
        properties: { body: "if (trigger.args.n === 13) throw new Error('No thirteen here'); done({});" },
      },
    ],
  });
  const instance = await visitor.api<{ id: number }>('POST', `${FORMULAS}/${id}/instances`, {
    name: 'Picks',
    settings,
  });
  const runs: number[] = [];
  for (const n of numbers) {
    const [run] = await visitor.api<{ id: number }[]>('POST', `${FORMULAS}/instances/${instance.id}/executions`, { n });
    await expect
      .poll(
        async () =>
          (await visitor.api<{ status: string }>('GET', `${FORMULAS}/instances/executions/${run!.id}`)).status,
        { timeout: 60_000 },
      )
      .not.toBe('pending');
    runs.push(run!.id);
  }
  return { path: `/formulas/${id}/instances/${instance.id}`, runs };
}
