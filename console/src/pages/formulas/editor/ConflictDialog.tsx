import { f } from '../../../formulaStrings';
import { t } from '../../../strings';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';

interface Props {
  open: boolean;
  cancel: () => void;
  /** Goes on with what the other stored. */
  load: () => void;
  saveAnyway: () => void;
}

/** Asks before the work of somebody else is replaced. */
export function ConflictDialog({ open, cancel, load, saveAnyway }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && cancel()}
      title={f.conflict.title}
      description={f.conflict.text}
    >
      <div className="dialog-actions">
        <Button onClick={cancel}>{t.common.cancel}</Button>
        <Button onClick={load}>{f.conflict.load}</Button>
        <Button look="danger" onClick={saveAnyway}>
          {f.conflict.saveAnyway}
        </Button>
      </div>
    </Dialog>
  );
}
