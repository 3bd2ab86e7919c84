import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { nextOf, startConnection } from '../../api/connections';
import type { InstanceDetails } from '../../api/instances';
import { messageOf } from '../../api/messages';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { useToast } from '../../ui/toasts';
import { useLeaving } from '../../ui/useLeaving';

/** Leads to the provider's page for this instance; id, token and configuration stay. */
export function Reauthenticate({ instance, primary }: { instance: InstanceDetails; primary?: boolean }) {
  const tell = useToast();
  const [busy, setBusy] = useState(false);
  const [leaving, leave] = useLeaving();
  const start = async () => {
    setBusy(true);
    try {
      const started = await startConnection({
        elementKey: instance.elementKey,
        name: instance.name,
        instanceId: instance.id,
      });
      leave(nextOf(started));
    } catch (error) {
      tell(messageOf(error), true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button look={primary ? 'primary' : 'plain'} busy={busy || leaving} onClick={() => void start()}>
      <RotateCw size={15} aria-hidden="true" />
      {t.instance.reauthenticate}
    </Button>
  );
}
