import { useId } from 'react';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import type { Editing } from './useDraft';

interface Props {
  editing: Editing;
  /** Why the last attempt failed. */
  refusal: string | undefined;
  saving: boolean;
  save: () => void;
}

/** Always in sight: whether there is something to save, and for whom. */
export function SaveBar({ editing: { dirty, level, rows, transformation }, refusal, saving, save }: Props) {
  const status = useId();
  const missing =
    rows.length === 0
      ? t.mapper.needsField
      : transformation.vendorName === '' && transformation.fields.length > 0
        ? t.mapper.needsObject
        : undefined;
  return (
    <div className="save-bar">
      <p id={status} role="status" className={refusal ? 'small text-danger' : 'small muted'}>
        {refusal ??
          (dirty ? (missing ?? t.mapper.unsaved) : rows.length === 0 ? t.mapper.needsField : t.mapper.allSaved)}
      </p>
      <Button
        look="primary"
        busy={saving}
        unavailable={!dirty || missing !== undefined}
        aria-describedby={status}
        onClick={save}
      >
        {t.mapper.save[level]}
      </Button>
    </div>
  );
}
