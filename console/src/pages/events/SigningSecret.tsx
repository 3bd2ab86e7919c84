import { useState } from 'react';
import { rotateSecret } from '../../api/events';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { CopyField } from '../../ui/Copy';
import { Dialog } from '../../ui/Dialog';
import { fullTime } from '../../ui/Time';
import { useEventChange } from './useEventChange';

/** A new secret for the signatures; it is shown this one time. */
export function SigningSecret({ id }: { id: string }) {
  const [made, setMade] = useState<{ secret: string; previousValidUntil?: string }>();
  const rotate = useEventChange(
    id,
    async () => setMade(await rotateSecret(id)),
    () => t.events.secretMade,
  );
  return (
    <>
      <Button busy={rotate.isPending} onClick={() => rotate.mutate(undefined)}>
        {t.events.newSecret}
      </Button>
      <Dialog
        open={made !== undefined}
        onOpenChange={(open) => !open && setMade(undefined)}
        title={t.events.secretTitle}
        description={t.events.secretText}
      >
        <CopyField text={made?.secret ?? ''} name={t.events.secretName} />
        {made?.previousValidUntil && <p>{t.events.formerSecret(fullTime(made.previousValidUntil))}</p>}
        <div className="dialog-actions">
          <Button look="primary" onClick={() => setMade(undefined)}>
            {t.common.close}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
