import { useQueryClient } from '@tanstack/react-query';
import { BookOpen } from 'lucide-react';
import { type Formula, type FormulaInstance, showValuesOfSteps } from '../../api/formulas';
import { f } from '../../formulaStrings';
import { MethodBadge } from '../../ui/Badges';
import { Button, buttonClass } from '../../ui/Button';
import { LabelledSwitch } from '../../ui/LabelledSwitch';
import { Note } from '../../ui/Note';
import { useFormulaChange } from './useFormulaChange';

interface Props {
  formula: Formula;
  instance: FormulaInstance;
}

/** How many executions failed since the last that went well, and what to do. */
export function Failures({ instance, show }: { instance: FormulaInstance; show: () => void }) {
  const { failuresInARow = 0, active } = instance;
  if (failuresInARow === 0) return null;
  return (
    <Note kind="warning" title={f.failuresInARow(failuresInARow)}>
      <p>{f.failuresText}</p>
      {!active && <p>{f.failuresOff}</p>}
      <div className="row">
        <Button size="small" onClick={show}>
          {f.showFailures}
        </Button>
      </div>
    </Note>
  );
}

/** Whether its executions show what steps got and gave: as it says itself, else as its formula says. */
export function ValuesSwitch({ formula, instance }: Props) {
  const queryClient = useQueryClient();
  const change = useFormulaChange(
    async (on: boolean) => {
      await showValuesOfSteps(instance.id, on);
      // Those that were looked at have values that are hidden by now, or lack them.
      await queryClient.invalidateQueries({ queryKey: ['executions'] });
    },
    (_, on) => (on ? f.valuesNowShown : f.valuesNowHidden),
  );
  const own = instance.debugLoggingEnabled;
  const on = change.isPending ? change.variables : (own ?? formula.debugLoggingEnabled ?? true);
  const says = on ? f.valuesShown : f.valuesHidden;
  return (
    <section className="card card-body">
      <LabelledSwitch
        label={f.showValues}
        help={own === undefined ? `${says} ${f.valuesAsFormula}` : says}
        on={on}
        change={(next) => change.mutate(next)}
      />
    </section>
  );
}

/** Where a formula that answers calls is called, and its API document. */
export function OwnAddress({ formula, instance }: Props) {
  const { uri, method, triggers } = formula;
  if (!uri || !method || triggers[0]?.type !== 'manual') return null;
  return (
    <section className="card card-body setting">
      <div>
        <h2>{f.ownAddress}</h2>
        <p className="row">
          <MethodBadge method={method} /> <span className="mono">{uri}</span>
        </p>
        <p className="card-text">{f.ownAddressText}</p>
      </div>
      {/* These pages live under a policy of their own, so the document is loaded anew. */}
      <a href={`/docs/formulas/${instance.id}`} className={buttonClass({})}>
        <BookOpen size={15} aria-hidden="true" />
        {f.ownDocs}
      </a>
    </section>
  );
}
