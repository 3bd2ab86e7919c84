import { type InstanceDetails, setEnabled } from '../../api/instances';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Note } from '../../ui/Note';
import { Reauthenticate } from './Reauthenticate';
import { useChange } from './useChange';

/** Says why an instance does not work, and mends it. */
export function StateNote({ instance }: { instance: InstanceDetails }) {
  const enable = useChange(
    () => setEnabled(instance.id, true),
    () => t.instance.enabled,
  );
  if (instance.state === 'needsReauthentication') {
    return (
      <Note kind="danger" title={t.instance.needsTitle}>
        <p>{t.instance.needsText}</p>
        {instance.stateReason && <p className="words">{instance.stateReason}</p>}
        <div>
          <Reauthenticate instance={instance} primary />
        </div>
      </Note>
    );
  }
  if (instance.state === 'disabled') {
    return (
      <Note kind="warning" title={t.instance.disabledTitle}>
        <p>{t.instance.disabledText}</p>
        <div>
          <Button busy={enable.isPending} onClick={() => enable.mutate(undefined)}>
            {t.instance.enable}
          </Button>
        </div>
      </Note>
    );
  }
  return null;
}
