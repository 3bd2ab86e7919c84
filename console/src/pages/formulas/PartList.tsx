import type { FormulaDocument } from '../../api/formulas';
import { inOrder, partsOf, TRIGGER, WAYS } from '../../flow/graph';
import { kindOf, STEPS, TRIGGERS, waysOf } from '../../flow/kinds';
import { f } from '../../formulaStrings';

/** What the picture shows, in words and in order. */
export function PartList({ formula }: { formula: Pick<FormulaDocument, 'triggers' | 'steps'> }) {
  const parts = partsOf(formula);
  return (
    <ol className="flow-list">
      {inOrder(parts).map((name) => {
        const part = parts.get(name)!;
        const kind = kindOf(name === TRIGGER ? TRIGGERS : STEPS, part.type);
        const words = name === TRIGGER ? { onSuccess: f.then, onFailure: f.ways.failure } : waysOf(part.type);
        const ways = WAYS.filter((way) => part[way].length > 0).map((way) => `${words[way]}: ${part[way].join(', ')}`);
        return (
          <li key={name}>
            <kind.icon size={16} aria-hidden="true" />
            <span>
              <strong>{name === TRIGGER ? f.trigger : name}</strong> <span className="muted">{kind.name}</span>
            </span>
            <p className="small muted">{ways.join(' · ') || f.ends}</p>
          </li>
        );
      })}
    </ol>
  );
}
