import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { deleteInstance, type InstanceDetails, setEnabled } from '../../api/instances';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { useToast } from '../../ui/toasts';
import { useChange } from './useChange';

export function DangerCard({ instance }: { instance: InstanceDetails }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const tell = useToast();
  const [asking, setAsking] = useState<'disable' | 'delete'>();
  const close = () => setAsking(undefined);
  const enabled = useChange(
    (on: boolean) => setEnabled(instance.id, on),
    (on) => (on ? t.instance.enabled : t.instance.disabled),
  );
  const disabled = instance.state === 'disabled';

  const remove = async () => {
    await deleteInstance(instance.id);
    tell(t.instance.deleted);
    await navigate({ to: '/instances' });
    queryClient.removeQueries({ queryKey: ['instances', String(instance.id)] });
    await queryClient.invalidateQueries({ queryKey: ['instances'] });
    await queryClient.invalidateQueries({ queryKey: ['catalog'] });
  };

  return (
    <section className="card">
      <div className="card-head">
        <h2>{t.instance.danger}</h2>
      </div>
      <div className="card-body stack">
        <div className="setting">
          <div>
            <h3>{disabled ? t.instance.enable : t.instance.disable}</h3>
            <p className="card-text">{t.instance.disableText}</p>
          </div>
          {disabled ? (
            <Button busy={enabled.isPending} onClick={() => enabled.mutate(true)}>
              {t.instance.enable}
            </Button>
          ) : (
            <Button onClick={() => setAsking('disable')}>{t.instance.disable}</Button>
          )}
        </div>
        <div className="setting">
          <div>
            <h3>{t.instance.delete}</h3>
            <p className="card-text">{t.instance.deleteText}</p>
          </div>
          <Button look="danger" onClick={() => setAsking('delete')}>
            {t.common.delete}
          </Button>
        </div>
      </div>
      <ConfirmDialog
        open={asking === 'disable'}
        onOpenChange={close}
        title={t.instance.disableTitle(instance.name)}
        description={t.instance.disableText}
        action={t.instance.disable}
        onConfirm={() => enabled.mutateAsync(false)}
      />
      <ConfirmDialog
        open={asking === 'delete'}
        onOpenChange={close}
        title={t.instance.deleteTitle(instance.name)}
        description={t.instance.deleteText}
        action={t.instance.delete}
        typed={instance.name}
        danger
        onConfirm={remove}
      />
    </section>
  );
}
