import { useDroppable } from '@dnd-kit/core';
import { CircleAlert, SlidersHorizontal, Trash2, TriangleAlert } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { LevelBadge } from '../objects/LevelBadge';
import { dropId } from './Dragging';
import type { Row } from './draft';
import { entry } from './entries';
import { FieldOptions } from './FieldOptions';
import { misfit } from './fits';
import { PlacePicker } from './PlacePicker';
import { shortValue } from './shortValue';
import type { Editing } from './useDraft';
import type { Vendor } from './useVendor';

interface Props {
  row: Row;
  editing: Editing;
  vendor: Vendor;
  suggestion: string | undefined;
  /** What the server says against it. */
  error: string | undefined;
  map: (path: string, place: string) => void;
  rename: (to: string) => void;
  remove: () => void;
}

/** One field: what it is, where the provider keeps it, and what to mind. */
export function FieldRow({ row, editing, vendor, suggestion, error, map, rename, remove }: Props) {
  const [open, setOpen] = useState(false);
  const picker = useRef<HTMLButtonElement>(null);
  const id = useId();
  const { setNodeRef, isOver } = useDroppable({ id: dropId(row.path) });
  const { path, type, level, own, mapping, mappedAt } = row;
  const place = mapping && vendor.places.get(mapping.vendorPath);
  const mask = String(entry(mapping, 'format')?.vendorPattern ?? '');
  const warning = misfit(type, place, mask);
  const accept = () => {
    map(path, suggestion ?? '');
    // The button is gone now.
    picker.current?.focus();
  };
  return (
    <li ref={setNodeRef} className={isOver ? 'field-row drop-over' : 'field-row'} data-field={path}>
      <div className="field-row-head">
        <div className="field-row-name">
          <span className="mono">{path}</span>
          <span className="row row-tags">
            <span className="badge">{t.mapper.types[type] ?? type}</span>
            <LevelBadge level={level} />
          </span>
        </div>
        <div className="field-row-place">
          <PlacePicker
            ref={picker}
            path={path}
            place={mapping?.vendorPath}
            tree={vendor.tree}
            suggestion={suggestion}
            describedBy={error ? `${id}-error` : warning ? `${id}-warning` : undefined}
            pick={(chosen) => map(path, chosen)}
          />
          {mapping && mappedAt !== editing.level && mappedAt && (
            <span className="small muted">{t.mapper.from(t.mapper.levelWords[mappedAt])}</span>
          )}
        </div>
        <div className="field-row-actions">
          <Button
            look="quiet"
            icon
            size="small"
            aria-label={t.mapper.options(path)}
            aria-expanded={open}
            aria-controls={`${id}-options`}
            onClick={() => setOpen(!open)}
          >
            <SlidersHorizontal size={15} aria-hidden="true" />
          </Button>
          {own && (
            <Button look="quiet" icon size="small" aria-label={t.mapper.remove(path)} onClick={remove}>
              <Trash2 size={15} aria-hidden="true" />
            </Button>
          )}
        </div>
      </div>
      {suggestion && (
        <div className="row field-row-hint">
          <span className="small muted">{t.mapper.suggest(suggestion)}</span>
          <Button size="small" aria-label={t.mapper.acceptOne(path, suggestion)} onClick={accept}>
            {t.mapper.accept}
          </Button>
        </div>
      )}
      {warning && (
        <p className="field-warning" id={`${id}-warning`}>
          <TriangleAlert size={14} aria-hidden="true" />
          {t.mapper.misfits[warning](shortValue(place?.value))}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`} role="alert">
          <CircleAlert size={14} aria-hidden="true" />
          {error}
        </p>
      )}
      <div id={`${id}-options`}>{open && <FieldOptions row={row} editing={editing} rename={rename} />}</div>
    </li>
  );
}
