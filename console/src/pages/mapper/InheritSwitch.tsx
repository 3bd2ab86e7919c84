import { t } from '../../strings';
import { LabelledSwitch } from '../../ui/LabelledSwitch';
import { setInherit } from './draft';
import { inherits } from './levels';
import type { Editing } from './useDraft';

/** Whether this level adds to the mapping above it, or replaces it; nothing where there is none above. */
export function InheritSwitch({ editing: { draft, upper, edit } }: { editing: Editing }) {
  const from = upper.transformation;
  if (!from) return null;
  const on = inherits(draft.transformation);
  const level = t.mapper.levelWords[from.level ?? 'organization'];
  return (
    <LabelledSwitch
      label={t.mapper.inherit}
      help={on ? t.mapper.inheritOn(from.fields.length, level) : t.mapper.inheritOff}
      on={on}
      change={(next) => edit((now) => setInherit(now, next))}
    />
  );
}
