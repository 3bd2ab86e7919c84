import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { InstanceDetails } from '../../api/instances';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { useToast } from '../../ui/toasts';
import { forget } from '../objects/forget';
import type { Editing } from './useDraft';

interface Props {
  instance: InstanceDetails;
  name: string;
  editing: Editing;
}

/** Deletes what the chosen level keeps of the object; nothing while it keeps nothing. */
export function ForgetCard({ instance, name, editing: { kept, level, reset } }: Props) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const toast = useToast();
  const id = String(instance.id);
  const { definition, transformation } = kept[level];
  if (!definition && !transformation) return null;
  const words = t.mapper.levelWords[level];

  const remove = async () => {
    const elements = transformation ? [instance.elementKey] : [];
    if (await forget(level, id, name, elements, definition !== undefined)) toast(t.objects.fieldsStay(name));
    reset();
    await queryClient.invalidateQueries({ queryKey: ['mapping', id] });
    await navigate({ to: '/instances/$id/objects', params: { id }, ignoreBlocker: true });
  };

  return (
    <section className="card card-body setting">
      <div>
        <h2>{t.mapper.forget(words)}</h2>
        <p className="card-text">{t.mapper.forgetText}</p>
      </div>
      <Button onClick={() => setAsking(true)}>{t.common.delete}</Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t.mapper.forgetTitle(name, words)}
        description={t.mapper.forgetText}
        action={t.common.delete}
        danger
        onConfirm={remove}
      />
    </section>
  );
}
