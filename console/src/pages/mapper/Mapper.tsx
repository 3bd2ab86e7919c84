import { useMemo, useRef } from 'react';
import { messageOf } from '../../api/messages';
import type { InstanceDetails } from '../../api/instances';
import { t } from '../../strings';
import { CodeSamples } from '../connect/CodeSamples';
import { Dragging } from './Dragging';
import { addField, mapTo } from './draft';
import { FieldsCard } from './FieldsCard';
import { vendorTypeFor } from './fits';
import { ForgetCard } from './ForgetCard';
import { LeaveDialog } from '../../ui/LeaveDialog';
import { LevelCard } from './LevelCard';
import { type ByLevel } from './levels';
import { namedField } from './namedField';
import { Preview } from './Preview';
import { SaveBar } from './SaveBar';
import { saveRefusal } from './saveRefusal';
import { ScriptCard } from './ScriptCard';
import { SettingsCard } from './SettingsCard';
import { useDraft } from './useDraft';
import { failuresOf, usePreview } from './usePreview';
import { useSave } from './useSave';
import { useVendor } from './useVendor';
import { VendorCard } from './VendorCard';
import { listOf } from './vendorObjects';

interface Props {
  instance: InstanceDetails;
  name: string;
  /** What each level says, as it was read. */
  read: ByLevel;
  administrator: boolean;
}

/** An object's fields on one side, the provider's on the other, and what becomes of a sample below. */
export function Mapper({ instance, name, read, administrator }: Props) {
  const id = String(instance.id);
  const editing = useDraft(read, administrator);
  const { rows, transformation, scripts, level, dirty, edit } = editing;
  const vendor = useVendor(instance, transformation.vendorName);
  const preview = usePreview(id, name, transformation, scripts, vendor.sample.data);
  const failures = useMemo(() => failuresOf(preview, scripts), [preview, scripts]);
  const save = useSave(instance, name, editing);
  const newField = useRef<HTMLInputElement>(null);
  const use = useRef<HTMLElement>(null);
  const usable = !dirty && editing.kept[level].transformation !== undefined;
  // A refusal says nothing about what was changed since.
  const refusal = save.variables === editing.draft ? save.error : null;
  const failure = refusal ?? preview.error;
  const problem = useMemo(() => {
    if (!failure) return undefined;
    const message = messageOf(failure);
    return { message, path: namedField(message, rows) };
  }, [failure, rows]);
  const mapped = useMemo(() => new Set(rows.flatMap(({ mapping }) => mapping?.vendorPath ?? [])), [rows]);

  const map = (path: string, place: string) =>
    edit((draft) => {
      const row = rows.find((each) => each.path === path);
      return row ? mapTo(draft, row, place, vendorTypeFor(row.type, vendor.places.get(place))) : draft;
    });
  /** A field of the same name and type as the provider's, mapped to it. */
  const take = (place: string) => {
    const type = vendor.places.get(place)?.type ?? 'string';
    const path = place.endsWith('.size()') ? place.slice(0, -'.size()'.length) : place;
    if (rows.some((row) => row.path === path)) return map(path, place);
    edit((draft) => {
      const made = addField(draft, path, type === 'null' ? 'string' : type);
      return mapTo(made, { path, type, level, own: true }, place);
    });
  };

  return (
    <div className="stack">
      <LevelCard editing={editing} administrator={administrator} />
      <Dragging onDrop={(place, path) => (path === undefined ? take(place) : map(path, place))}>
        <div className="mapper">
          <FieldsCard
            elementName={instance.elementName}
            editing={editing}
            vendor={vendor}
            map={map}
            problem={problem}
            newField={newField}
          />
          <VendorCard
            instance={instance}
            vendor={vendor}
            mapped={mapped}
            choose={(vendorName) =>
              edit((draft) => ({ ...draft, transformation: { ...draft.transformation, vendorName } }))
            }
            take={take}
          />
        </div>
      </Dragging>
      <SettingsCard editing={editing} />
      <ScriptCard editing={editing} vendor={vendor} failures={failures} />
      <Preview
        preview={preview}
        failures={failures}
        hasObject={transformation.vendorName !== ''}
        hasSample={Boolean(vendor.sample.data)}
        loading={vendor.sample.isFetching}
      />
      {usable && (
        <section ref={use} tabIndex={-1} className="card card-body" aria-label={t.mapper.use}>
          <CodeSamples
            instanceId={instance.id}
            title={t.mapper.use}
            path={`/hubs/${instance.hub}${listOf(name, vendor.object)}`}
          />
        </section>
      )}
      <ForgetCard instance={instance} name={name} editing={editing} />
      <SaveBar
        editing={editing}
        refusal={refusal ? saveRefusal(refusal, level) : undefined}
        saving={save.isPending}
        save={() => save.mutate(editing.draft)}
        showUse={usable ? () => use.current?.focus() : undefined}
      />
      <LeaveDialog dirty={dirty} />
    </div>
  );
}
