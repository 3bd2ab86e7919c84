import { useState } from 'react';
import { type InstanceDetails, regenerateToken } from '../../api/instances';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Secret } from './Secret';
import { useChange } from './useChange';

export function TokenCard({ instance }: { instance: InstanceDetails }) {
  const [asking, setAsking] = useState(false);
  // A revealed token is no longer the instance's after this.
  const [generation, setGeneration] = useState(0);
  const regenerate = useChange(
    () => regenerateToken(instance.id),
    () => t.instance.regenerated,
  );
  return (
    <section className="card">
      <div className="card-head">
        <div>
          <h2>{t.instance.token}</h2>
          <p className="card-text">{t.instance.tokenText}</p>
        </div>
        <Button size="small" onClick={() => setAsking(true)}>
          {t.instance.regenerate}
        </Button>
      </div>
      <div className="card-body">
        <Secret
          key={generation}
          instanceId={instance.id}
          what="token"
          name={t.instance.token}
          masked={instance.token || t.secrets.masked}
        />
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t.instance.regenerateTitle}
        description={t.instance.regenerateText}
        action={t.instance.regenerate}
        danger
        onConfirm={async () => {
          await regenerate.mutateAsync(undefined);
          setGeneration((number) => number + 1);
        }}
      />
    </section>
  );
}
