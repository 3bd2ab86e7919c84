import { zodResolver } from '@hookform/resolvers/zod';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight, CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type FieldPath, FormProvider, useForm } from 'react-hook-form';
import type { ElementDetails } from '../../api/catalog';
import { ApiError } from '../../api/client';
import {
  type Connection,
  type ConnectionRequest,
  nextOf,
  retryConnection,
  startConnection,
} from '../../api/connections';
import { messageOf } from '../../api/messages';
import { sessionQuery } from '../../api/session';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Note } from '../../ui/Note';
import { useLeaving } from '../../ui/useLeaving';
import { AdministratorField } from './AdministratorField';
import { AdvancedFields } from './AdvancedFields';
import { keepAttempt, keepDraft, withDraft } from './draft';
import { checksOf, type ConnectValues, requestOf, shownEntries, startValues } from './form';
import { KeyFields } from './KeyFields';

interface Props {
  element: ElementDetails;
  /** The attempt that did not succeed, whose values are still here. */
  earlier?: Connection;
}

/** The form whose end is the provider's page: a name, and the keys where none are stored. */
export function ConnectForm({ element, earlier }: Props) {
  const administrator = useQuery(sessionQuery).data?.user.administrator === true;
  const needsKeys = element.application === null;
  // The server kept the secrets of an earlier attempt; they need not be typed again, unless they were the trouble.
  const refused = earlier?.problem?.kind === 'wrongSecret';
  const keysOpen = needsKeys || refused;
  const form = useForm<ConnectValues>({
    resolver: zodResolver(checksOf(element, refused || (needsKeys && !earlier))),
    mode: 'onChange',
    defaultValues: earlier ? startValues(element, earlier) : withDraft(element, startValues(element, undefined)),
  });
  useEffect(
    () => form.subscribe({ formState: { values: true }, callback: ({ values }) => keepDraft(element, values) }),
    [form, element],
  );
  const [problem, setProblem] = useState<unknown>();
  const [leaving, leave] = useLeaving();

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      const keep = keysOpen && administrator && values.keep;
      const started = await begin(element, earlier, { ...requestOf(element, values), keep });
      keepAttempt(element, started.id);
      leave(nextOf(started));
    } catch (error) {
      setProblem(error);
      if (error instanceof ApiError) showFaults(error.fields);
    }
  });

  function showFaults(fields: Record<string, string>) {
    for (const [name, message] of Object.entries(fields)) {
      const field = fieldOf(element, name);
      if (field) form.setError(field, { message }, { shouldFocus: true });
    }
  }

  const { errors, isSubmitting } = form.formState;
  return (
    <FormProvider {...form}>
      <form className="stack stack-wide" onSubmit={(event) => void submit(event)} noValidate>
        {problem !== undefined && <Problem error={problem} />}
        <Field label={t.connect.name} help={t.connect.nameHelp} error={errors.name?.message}>
          {(control) => (
            <input
              {...control}
              {...form.register('name')}
              className="input input-large"
              autoComplete="off"
              // The one thing that this page asks for, unless a secret was refused.
              // eslint-disable-next-line jsx-a11y/no-autofocus
              autoFocus={!refused}
            />
          )}
        </Field>
        <AdministratorField element={element} />
        {keysOpen ? (
          <KeyFields element={element} kept={earlier !== undefined} refused={refused} storable={administrator} />
        ) : (
          <StoredApplication element={element} />
        )}
        <AdvancedFields element={element} unfolded={earlier?.problem?.kind === 'invalidScope'} />
        <div>
          <Button type="submit" look="primary" size="large" busy={isSubmitting || leaving}>
            {t.connect.continueTo(element.name)}
            <ArrowRight size={16} aria-hidden="true" />
          </Button>
        </div>
      </form>
    </FormProvider>
  );
}

function begin(element: ElementDetails, earlier: Connection | undefined, request: ConnectionRequest) {
  return earlier ? retryConnection(earlier.id, request) : startConnection({ ...request, elementKey: element.key });
}

/** Where the form shows what the server has to say about a member of the request. */
function fieldOf(element: ElementDetails, name: string): FieldPath<ConnectValues> | undefined {
  if (name === 'name' || name === 'apiKey' || name === 'apiSecret' || name === 'tags') return name;
  if (name === 'scope') return 'scopes';
  const key = name.replace(/^configuration\./, '');
  const index = shownEntries(element).findIndex((entry) => entry.key === key);
  return index < 0 ? undefined : `configuration.${index}.value`;
}

function Problem({ error }: { error: unknown }) {
  return (
    <Note kind="danger" title={t.failure.title}>
      <p>{messageOf(error)}</p>
      {error instanceof ApiError && error.providerMessage && <p className="words">{error.providerMessage}</p>}
    </Note>
  );
}

function StoredApplication({ element }: { element: ElementDetails }) {
  return (
    <p className="row row-fixed small muted">
      <CircleCheck size={15} className="text-success" aria-hidden="true" />
      <span>
        {t.connect.storedApplication}{' '}
        <Link to="/catalog/$key" params={{ key: element.key }} hash="application">
          {t.connect.changeIt}
        </Link>
      </span>
    </p>
  );
}
