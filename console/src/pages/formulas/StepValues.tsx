import { type ReactNode, useState } from 'react';
import type { StepExecution } from '../../api/executions';
import { f } from '../../formulaStrings';
import { r } from '../../runStrings';
import { CodeBlock } from '../../ui/Copy';
import { Note } from '../../ui/Note';
import { Select } from '../../ui/Select';
import { isShownAsNotSent, NotSent } from './NotSent';
import { consoleLines, shownValue, stateOf, stepMs } from './runs';

interface Props {
  name: string;
  type: string | undefined;
  passes: readonly StepExecution[];
  /** Said where no pass is to be looked at. */
  absent?: string | undefined;
  /** What can be done with the pass that is looked at. */
  actions?: (pass: StepExecution) => ReactNode;
}

/** What a step got and gave, pass by pass. */
export function StepValues({ name, type, passes, absent, actions }: Props) {
  const [chosen, setChosen] = useState<number>();
  const index = Math.min(chosen ?? passes.length - 1, passes.length - 1);
  const pass = passes[index];
  if (!pass) return <p className="muted">{absent ?? f.stepStates.skipped}</p>;
  const state = stateOf(pass, type);
  const ms = stepMs(pass);
  const values = pass.stepExecutionValues ?? [];
  const of = (key: string) => values.find((each) => each.key === `${name}.${key}`)?.value;
  const error = state === 'failed' ? of('error') : undefined;
  const lines = of('console');
  const others = values.filter(
    ({ key }) =>
      key !== `${name}.console` &&
      !(error && key === `${name}.error`) &&
      !(pass.dryRun && isShownAsNotSent(key.slice(name.length + 1))),
  );
  return (
    <div className="stack">
      <div className="row row-wide">
        <span>{f.stepStates[state] ?? state}</span>
        {pass.kept ? (
          <span className="muted">{pass.edited ? r.edited : r.kept}</span>
        ) : (
          ms !== undefined && <span className="muted numeric">{f.ms(ms)}</span>
        )}
        {passes.length > 1 && (
          <Select
            label={f.pass}
            value={String(index)}
            onChange={(value) => setChosen(Number(value))}
            options={passes.map((_, at) => [String(at), f.passOf(at + 1, passes.length)] as const)}
          />
        )}
        {actions?.(pass)}
      </div>
      <NotSent pass={pass} />
      {error && (
        <Note kind="danger" title={f.error}>
          <p className="words">{error}</p>
        </Note>
      )}
      {lines && (
        <div className="stack stack-tight">
          <h3>{f.console}</h3>
          <CodeBlock text={consoleLines(lines).join('\n')} name={f.console} />
        </div>
      )}
      {others.length === 0 && !lines && !error && state !== 'pending' && <p className="muted">{f.noValues}</p>}
      {others.map(({ id, key, value }) => {
        const shown = shownValue(name, key, value);
        return (
          <div key={id} className="stack stack-tight">
            <h3 className="mono">{shown.name}</h3>
            <CodeBlock text={shown.text} name={shown.name} />
          </div>
        );
      })}
    </div>
  );
}
