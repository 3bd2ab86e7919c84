import { Switch } from 'radix-ui';
import { changeFormula, type Formula } from '../../api/formulas';
import { f } from '../../formulaStrings';
import { useFormulaChange } from './useFormulaChange';

/** Whether the instances of a formula run. */
export function ActiveSwitch({ formula }: { formula: Formula }) {
  const change = useFormulaChange(
    (active: boolean) => changeFormula(formula.id, { active }),
    (_, active) => (active ? f.switchedOn : f.switchedOff),
  );
  return (
    <Switch.Root
      className="switch switch-above"
      aria-label={f.activeOf(formula.name)}
      checked={change.isPending ? change.variables : formula.active}
      onCheckedChange={(active) => change.mutate(active)}
    >
      <Switch.Thumb className="switch-thumb" />
    </Switch.Root>
  );
}
