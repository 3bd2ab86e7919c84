import { useBlocker } from '@tanstack/react-router';
import { t } from '../strings';
import { Button } from './Button';
import { Dialog } from './Dialog';

/** Asks before changes are lost; the browser itself asks when the whole page is left. */
export function LeaveDialog({ dirty }: { dirty: boolean }) {
  const blocker = useBlocker({ shouldBlockFn: () => dirty, enableBeforeUnload: () => dirty, withResolver: true });
  const stay = () => blocker.status === 'blocked' && blocker.reset();
  return (
    <Dialog
      open={blocker.status === 'blocked'}
      onOpenChange={(open) => !open && stay()}
      title={t.mapper.switchTitle}
      description={t.mapper.leaveText}
    >
      <div className="dialog-actions">
        <Button onClick={stay}>{t.mapper.stay}</Button>
        <Button look="danger" onClick={() => blocker.status === 'blocked' && blocker.proceed()}>
          {t.mapper.leave}
        </Button>
      </div>
    </Dialog>
  );
}
