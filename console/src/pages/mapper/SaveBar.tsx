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
  /** Goes to where the saved mapping is shown in use. */
  showUse: (() => void) | undefined;
}

/** Always in sight: whether there is something to save, and for whom. */
export function SaveBar({ editing, refusal, saving, save, showUse }: Props) {
  const { dirty, level, discard } = editing;
  const status = useId();
  const missing = missingOf(editing);
  return (
    <div className="save-bar">
      <p id={status} role="status" className={refusal ? 'small text-danger' : 'small muted'}>
        {refusal ?? missing ?? (dirty ? t.mapper.unsaved : t.mapper.allSaved)}
      </p>
      <div className="row">
        {dirty && !saving && (
          <Button look="quiet" onClick={discard}>
            {t.mapper.discardAll}
          </Button>
        )}
        {showUse && (
          <Button look="quiet" onClick={showUse}>
            {t.mapper.showUse}
          </Button>
        )}
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
    </div>
  );
}

/** What has to be done before there is something to save. */
function missingOf({ dirty, rows, scripts, transformation }: Editing): string | undefined {
  const maps = transformation.fields.length > 0 || scripts.length > 0;
  if (rows.length === 0 && !maps) return t.mapper.needsField;
  return dirty && maps && transformation.vendorName === '' ? t.mapper.needsObject : undefined;
}
