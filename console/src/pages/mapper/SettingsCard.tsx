import type { Transformation } from '../../api/mapping';
import { t } from '../../strings';
import { isDocumented, type Passes, passes, withDocumented, withPasses } from './entries';
import { LabelledSwitch } from '../../ui/LabelledSwitch';
import { inherits } from './levels';
import type { Editing } from './useDraft';

/** What becomes of members that no field names, in each direction, and whether others read of the object. */
export function SettingsCard({ editing: { draft, transformation, upper, edit } }: { editing: Editing }) {
  const now = passes(transformation);
  // What is inherited is shown, and only what is different is kept here.
  const above = inherits(draft.transformation) ? upper.transformation : undefined;
  const change = (of: (own: Transformation) => Transformation) =>
    edit((before) => ({ ...before, transformation: of(before.transformation) }));
  const pass = (wanted: Partial<Passes>) => change((own) => withPasses(own, { ...now, ...wanted }, above));
  return (
    <section className="card card-body stack">
      <h2>{t.mapper.settings}</h2>
      <LabelledSwitch
        label={t.mapper.passRead}
        help={t.mapper.passReadHelp}
        on={now.fromVendor}
        change={(fromVendor) => pass({ fromVendor })}
      />
      <LabelledSwitch
        label={t.mapper.passWrite}
        help={t.mapper.passWriteHelp}
        on={now.toVendor}
        change={(toVendor) => pass({ toVendor })}
      />
      <LabelledSwitch
        label={t.mapper.documented}
        help={t.mapper.documentedHelp}
        on={isDocumented(transformation)}
        change={(on) => change((own) => withDocumented(own, on, above))}
      />
    </section>
  );
}
