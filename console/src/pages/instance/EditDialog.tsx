import { zodResolver } from '@hookform/resolvers/zod';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from '../../ui/schema';
import { changeInstance, type InstanceDetails } from '../../api/instances';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { requiredName, tagLine } from '../../ui/nameChecks';
import { tagsOf } from '../../ui/words';
import { useChange } from './useChange';

export function EditDialogButton({ instance }: { instance: InstanceDetails }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Pencil size={14} aria-hidden="true" />
        {t.instance.rename}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t.instance.rename}>
        <EditForm instance={instance} close={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

const form = z.object({
  name: requiredName,
  tags: tagLine,
});

function EditForm({ instance, close }: { instance: InstanceDetails; close: () => void }) {
  const change = useChange(
    (changes: { name: string; tags: string[] }) => changeInstance(instance.id, changes),
    () => t.common.saved,
  );
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(form),
    mode: 'onTouched',
    defaultValues: { name: instance.name, tags: instance.tags.join(', ') },
  });
  const submit = handleSubmit(({ name, tags }) => change.mutate({ name, tags: tagsOf(tags) }, { onSuccess: close }));
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
      <Field label={t.connect.name} error={formState.errors.name?.message}>
        {(control) => <input {...control} {...register('name')} className="input" autoComplete="off" />}
      </Field>
      <Field label={t.connect.tags} optional help={t.connect.tagsHelp} error={formState.errors.tags?.message}>
        {(control) => <input {...control} {...register('tags')} className="input" autoComplete="off" />}
      </Field>
      <div className="dialog-actions">
        <Button onClick={close}>{t.common.cancel}</Button>
        <Button type="submit" look="primary" busy={change.isPending}>
          {t.common.save}
        </Button>
      </div>
    </form>
  );
}
