import { t } from '../../strings';
import { entry, passes, withEntry, withoutEntry, withPasses } from './entries';
import { LabelledSwitch } from './LabelledSwitch';
import type { Editing } from './useDraft';

/** What becomes of members that no field names, in each direction, and whether others read of the object. */
export function SettingsCard({ editing: { transformation, edit } }: { editing: Editing }) {
  const { fromVendor, toVendor } = passes(transformation);
  const change = (of: (mapping: typeof transformation) => typeof transformation) =>
    edit((draft) => ({ ...draft, transformation: of(draft.transformation) }));
  const documented = entry(transformation, 'addToDocumentation') !== undefined;
  return (
    <section className="card card-body stack">
      <h2>{t.mapper.settings}</h2>
      <LabelledSwitch
        label={t.mapper.passRead}
        help={t.mapper.passReadHelp}
        on={fromVendor}
        change={(on) => change((mapping) => withPasses(mapping, { fromVendor: on, toVendor }))}
      />
      <LabelledSwitch
        label={t.mapper.passWrite}
        help={t.mapper.passWriteHelp}
        on={toVendor}
        change={(on) => change((mapping) => withPasses(mapping, { fromVendor, toVendor: on }))}
      />
      <LabelledSwitch
        label={t.mapper.documented}
        help={t.mapper.documentedHelp}
        on={documented}
        change={(on) => change((mapping) => (on ? withEntry : withoutEntry)(mapping, 'addToDocumentation'))}
      />
    </section>
  );
}
