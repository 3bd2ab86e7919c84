import { t } from '../../strings';
import { LabelledSwitch } from './LabelledSwitch';
import { directionOf, withDirection } from './entries';
import type { Editing } from './useDraft';

/** What becomes of members that no field names, in each direction. */
export function UnmappedCard({ editing: { transformation, edit } }: { editing: Editing }) {
  const direction = directionOf({ configuration: passThroughOnly(transformation.configuration) });
  const read = direction === 'both' || direction === 'read';
  const write = direction === 'both' || direction === 'write';
  const change = (reads: boolean, writes: boolean) =>
    edit((draft) => ({
      ...draft,
      transformation: withDirection(
        draft.transformation,
        reads ? (writes ? 'both' : 'read') : writes ? 'write' : 'neither',
      ),
    }));
  return (
    <section className="card card-body stack">
      <h2>{t.mapper.unmapped}</h2>
      <LabelledSwitch
        label={t.mapper.passRead}
        help={t.mapper.passReadHelp}
        on={read}
        change={(on) => change(on, write)}
      />
      <LabelledSwitch
        label={t.mapper.passWrite}
        help={t.mapper.passWriteHelp}
        on={write}
        change={(on) => change(read, on)}
      />
    </section>
  );
}

/** Entries that mean something for fields only do not count here. */
const passThroughOnly = (entries: Editing['transformation']['configuration'] = []) =>
  entries.filter(({ type }) => type === 'passThrough');
