import { zodResolver } from '@hookform/resolvers/zod';
import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from '../../ui/schema';
import { catalogQuery, deleteApplication, type ElementDetails, storeApplication } from '../../api/catalog';
import { messageOf } from '../../api/messages';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Field } from '../../ui/Field';
import { scopeLine } from '../../ui/nameChecks';
import { Note } from '../../ui/Note';
import { useToast } from '../../ui/toasts';

/** The client id and secret that the organization's connections share. */
export function ApplicationCard({ element }: { element: ElementDetails }) {
  const queryClient = useQueryClient();
  const tell = useToast();
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { application } = element;
  const reload = () => queryClient.invalidateQueries({ queryKey: catalogQuery.queryKey });

  return (
    <section className="card" id="application">
      <div className="card-head">
        <div>
          <h2>{t.application.title}</h2>
          <p className="card-text">{application ? t.application.stored : t.application.missing}</p>
        </div>
        {application && <CircleCheck size={18} className="text-success" aria-hidden="true" />}
      </div>
      <div className="card-body">
        {application && !editing ? (
          <div className="row spread">
            <dl className="facts">
              <dt>{t.application.clientId}</dt>
              <dd className="mono">{application.apiKey}</dd>
            </dl>
            <div className="row">
              <Button size="small" onClick={() => setEditing(true)}>
                {t.application.change}
              </Button>
              <Button size="small" onClick={() => setRemoving(true)}>
                {t.application.remove}
              </Button>
            </div>
          </div>
        ) : (
          <ApplicationForm
            element={element}
            onCancel={application ? () => setEditing(false) : undefined}
            onStored={async () => {
              await reload();
              setEditing(false);
              tell(t.application.done);
            }}
          />
        )}
      </div>
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        title={t.application.removeTitle}
        description={t.application.removeText}
        action={t.application.remove}
        danger
        onConfirm={async () => {
          await deleteApplication(element.key);
          await reload();
          tell(t.application.removed);
        }}
      />
    </section>
  );
}

const form = z.object({
  apiKey: z.string().check(z.trim(), z.minLength(1, t.application.clientIdMissing)),
  apiSecret: z.string().check(z.trim(), z.minLength(1, t.application.clientSecretMissing)),
  scope: scopeLine,
});

interface FormProps {
  element: ElementDetails;
  onCancel: (() => void) | undefined;
  onStored: () => Promise<void>;
}

function ApplicationForm({ element, onCancel, onStored }: FormProps) {
  const { application, authentication } = element;
  const [problem, setProblem] = useState('');
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(form),
    mode: 'onTouched',
    defaultValues: { apiKey: application?.apiKey ?? '', apiSecret: '', scope: application?.scope ?? '' },
  });
  const submit = handleSubmit(async ({ apiKey, apiSecret, scope }) => {
    setProblem('');
    try {
      await storeApplication(element.key, {
        apiKey,
        apiSecret,
        callbackUrl: authentication.redirectUri,
        ...(scope ? { scope: scope.split(/\s+/).join(' ') } : {}),
      });
      await onStored();
    } catch (error) {
      setProblem(messageOf(error));
    }
  });

  return (
    <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
      {problem && <Note kind="danger">{problem}</Note>}
      <Field label={t.application.clientId} error={formState.errors.apiKey?.message}>
        {(control) => (
          <input {...control} {...register('apiKey')} className="input" autoComplete="off" spellCheck={false} />
        )}
      </Field>
      <Field
        label={t.application.clientSecret}
        error={formState.errors.apiSecret?.message}
        help={application && t.application.keepSecret}
      >
        {(control) => (
          <input {...control} {...register('apiSecret')} className="input" type="password" autoComplete="off" />
        )}
      </Field>
      <Field label={t.application.scope} optional error={formState.errors.scope?.message}>
        {(control) => (
          <textarea
            {...control}
            {...register('scope')}
            className="input"
            rows={3}
            spellCheck={false}
            placeholder={element.scopes.map(({ name }) => name).join(' ')}
          />
        )}
      </Field>
      <div className="row">
        <Button type="submit" look="primary" busy={formState.isSubmitting}>
          {t.application.store}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t.common.cancel}</Button>}
      </div>
    </form>
  );
}
