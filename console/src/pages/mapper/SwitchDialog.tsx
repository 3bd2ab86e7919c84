import type { Level } from '../../api/mapping';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';

interface Props {
  /** The level that was chosen; nothing while nobody has to be asked. */
  to: Level | undefined;
  /** Whether the changes can go there too. */
  movable: boolean;
  close: () => void;
  go: (along: boolean) => void;
}

/** Asks what becomes of unsaved changes when another level is chosen. */
export function SwitchDialog({ to, movable, close, go }: Props) {
  const leave = (along: boolean) => {
    go(along);
    close();
  };
  return (
    <Dialog
      open={to !== undefined}
      onOpenChange={(open) => !open && close()}
      title={t.mapper.switchTitle}
      description={to && t.mapper.switchText(t.mapper.levelWords[to])}
    >
      <div className="dialog-actions">
        <Button onClick={close}>{t.common.cancel}</Button>
        <Button look={movable ? 'plain' : 'danger'} onClick={() => leave(false)}>
          {t.mapper.discard}
        </Button>
        {movable && (
          <Button look="primary" onClick={() => leave(true)}>
            {t.mapper.takeAlong}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
