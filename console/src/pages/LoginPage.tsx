import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { ApiError } from '../api/client';
import { messageOf } from '../api/messages';
import { logIn, publicUrlQuery, sessionEndedKey, sessionQuery } from '../api/session';
import { t } from '../strings';
import { Button, buttonClass } from '../ui/Button';
import { Field } from '../ui/Field';
import { Note } from '../ui/Note';
import { useTitle } from '../ui/Page';

/** Only paths of the console itself: an address from outside must not lead elsewhere after the log-in. */
export function safeTarget(to: string | undefined): string {
  return to?.startsWith('/') && !to.startsWith('//') && !to.includes('\\') ? to : '/';
}

function explain(error: unknown): string {
  if (error instanceof ApiError && error.status === 401) return t.login.wrong;
  if (error instanceof ApiError && error.status === 429 && error.retryAfter) return t.login.tooMany(error.retryAfter);
  return messageOf(error);
}

/** Whoever opened the server by another name would come back from a provider without a session. */
function Elsewhere() {
  const { data: publicUrl } = useQuery(publicUrlQuery);
  if (!publicUrl || new URL(publicUrl).origin === location.origin) return null;
  return (
    <Note kind="warning">
      <p>{t.login.elsewhereText(publicUrl)}</p>
      <div>
        <a href={`${publicUrl}${location.pathname}${location.search}`} className={buttonClass({ size: 'small' })}>
          {t.login.elsewhere(publicUrl)}
        </a>
      </div>
    </Note>
  );
}

export function LoginPage() {
  useTitle(t.login.title);
  const { to } = useSearch({ from: '/login' });
  const router = useRouter();
  const queryClient = useQueryClient();
  const session = useQuery(sessionQuery);
  const [problem, setProblem] = useState('');
  const [ended] = useState(() => queryClient.getQueryData(sessionEndedKey) === true);
  // Two fields that must not be empty: no schema, whose library alone would weigh as much as the rest of this page.
  const { register, handleSubmit, formState, setFocus, resetField } = useForm({
    defaultValues: { email: '', password: '' },
  });

  const target = safeTarget(to);
  if (session.data) return <Navigate to={target} replace />;

  const submit = handleSubmit(async ({ email, password }) => {
    setProblem('');
    try {
      queryClient.setQueryData(sessionQuery.queryKey, await logIn(email, password));
      queryClient.removeQueries({ queryKey: sessionEndedKey });
      // A document of the API lives under a policy of its own and needs a load of the page.
      if (target.startsWith('/docs/')) location.replace(target);
      else router.history.replace(target);
    } catch (error) {
      setProblem(explain(error));
      resetField('password');
      setFocus('password');
    }
  });

  return (
    <main id="main" className="centered">
      <div className="stack">
        <div className="panel">
          <div className="login-brand">
            <img src="/favicon.svg" alt="" width={40} height={40} />
            <div className="stack stack-tight">
              <h1>Valence</h1>
              <p className="lead">{t.login.lead}</p>
            </div>
          </div>
          <Elsewhere />
          {ended && !problem && <Note>{t.login.ended}</Note>}
          <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
            {problem && <Note kind="danger">{problem}</Note>}
            <Field label={t.login.email} error={formState.errors.email?.message}>
              {(control) => (
                <input
                  {...control}
                  {...register('email', { required: t.login.emailMissing })}
                  className="input"
                  type="email"
                  autoComplete="username"
                  // There is nothing else to do on this page.
                  // eslint-disable-next-line jsx-a11y/no-autofocus
                  autoFocus
                />
              )}
            </Field>
            <Field label={t.login.password} error={formState.errors.password?.message}>
              {(control) => (
                <input
                  {...control}
                  {...register('password', { required: t.login.passwordMissing })}
                  className="input"
                  type="password"
                  autoComplete="current-password"
                />
              )}
            </Field>
            <Button type="submit" look="primary" size="large" busy={formState.isSubmitting}>
              {t.login.action}
            </Button>
          </form>
        </div>
        <div className="login-hint">
          <h2>{t.login.firstTitle}</h2>
          <p className="muted small">{t.login.first}</p>
        </div>
      </div>
    </main>
  );
}
