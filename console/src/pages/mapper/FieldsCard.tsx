import { WandSparkles } from 'lucide-react';
import { type RefObject, useMemo, useRef, useState } from 'react';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { AddField } from './AddField';
import { addField, removeField, renameField } from './draft';
import { FieldRow } from './FieldRow';
import { RowKeys } from './rowKeys';
import { suggestions } from './suggest';
import type { Editing } from './useDraft';
import type { Vendor } from './useVendor';

export interface Problem {
  message: string;
  /** The field that it is about, if it is about one. */
  path: string | undefined;
}

interface Props {
  elementName: string;
  editing: Editing;
  vendor: Vendor;
  map: (path: string, place: string) => void;
  problem: Problem | undefined;
  newField: RefObject<HTMLInputElement | null>;
}

/** The object's own fields and the provider's place of each. */
export function FieldsCard({ elementName, editing, vendor, map, problem, newField }: Props) {
  const { rows, edit } = editing;
  // Said, not shown: a message in the corner would lie above the button that saves.
  const [said, say] = useState('');
  const [keys] = useState(() => new RowKeys());
  const heading = useRef<HTMLHeadingElement>(null);
  const found = useMemo(() => {
    const taken = new Set(rows.flatMap(({ mapping }) => mapping?.vendorPath ?? []));
    return suggestions(
      rows.filter(({ mapping }) => !mapping),
      vendor.tree,
      taken,
    );
  }, [rows, vendor.tree]);

  const acceptAll = () => {
    found.forEach((place, path) => map(path, place));
    say(t.mapper.accepted(found.size));
    // The button is gone now.
    heading.current?.focus();
  };

  return (
    <section className="card mapper-side">
      <div className="card-head">
        <h2 ref={heading} tabIndex={-1}>
          {t.mapper.fields}
        </h2>
        {found.size > 0 && (
          <Button size="small" onClick={acceptAll}>
            <WandSparkles size={14} aria-hidden="true" />
            {t.mapper.acceptAll(found.size)}
          </Button>
        )}
      </div>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      {rows.length === 0 && (
        <p className="card-body muted">{vendor.object ? t.mapper.noFields : t.mapper.noFieldsNoObject(elementName)}</p>
      )}
      <ul className="field-rows">
        {rows.map((row) => (
          <FieldRow
            key={keys.of(row.path)}
            row={row}
            editing={editing}
            vendor={vendor}
            suggestion={found.get(row.path)}
            error={problem?.path === row.path ? problem.message : undefined}
            map={map}
            rename={(to) => {
              keys.rename(row.path, to);
              edit((draft) => renameField(draft, row.path, to));
            }}
            remove={() => {
              keys.remove(row.path);
              edit((draft) => removeField(draft, row.path));
              say(t.mapper.removed(row.path));
              newField.current?.focus();
            }}
          />
        ))}
      </ul>
      <AddField
        input={newField}
        taken={(path) => rows.some((row) => row.path === path)}
        add={(path, type) => edit((draft) => addField(draft, path, type))}
      />
    </section>
  );
}
