import { drag } from '../../../flow/dropping';
import { STEPS } from '../../../flow/kinds';
import { f } from '../../../formulaStrings';

/** All types of steps: a click adds one behind what is chosen, dragging puts it anywhere. */
export function StepPalette({ insert }: { insert: (type: string) => void }) {
  return (
    <div className="step-palette" role="group" aria-label={f.addStep}>
      {Object.entries(STEPS).map(([type, { icon: Icon, name, text }]) => (
        <button
          key={type}
          type="button"
          className="chip"
          title={text}
          draggable
          onDragStart={(event) => drag(event, type)}
          onClick={() => insert(type)}
        >
          <Icon size={15} aria-hidden="true" />
          {name}
        </button>
      ))}
    </div>
  );
}
