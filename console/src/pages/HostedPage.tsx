import { zodResolver } from '@hookform/resolvers/zod';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight, ShieldCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from '../ui/schema';
import { type ConnectSession, readConnectSession, startConnect } from '../api/connect';
import { ApiError } from '../api/client';
import { messageOf } from '../api/messages';
import { t } from '../strings';
import { Button } from '../ui/Button';
import { Field } from '../ui/Field';
import { Loading } from '../ui/Loading';
import { optionalName } from '../ui/nameChecks';
import { Note } from '../ui/Note';
import { useTitle } from '../ui/Page';
import { useLeaving } from '../ui/useLeaving';
import { useConnectToken } from './hosted/useConnectToken';

/** Connects an account for an application of somebody else: as a pop-up of its page, or by a link. */
export function HostedPage() {
  useTitle(t.hosted.title);
  const token = useConnectToken();
  const session = useQuery({
    queryKey: ['connect', token],
    queryFn: () => readConnectSession(token),
    enabled: token !== '',
    staleTime: Infinity,
    retry: false,
  });
  return (
    <HostedFrame>
      {token === '' && <Broken text={t.hosted.noToken} />}
      {token !== '' && session.isPending && <Loading />}
      {session.isError && <Broken text={t.hosted.broken} words={messageOf(session.error)} />}
      {session.data?.used && <Broken text={t.hosted.broken} />}
      {session.data && !session.data.used && <ConnectForm key={token} token={token} session={session.data} />}
    </HostedFrame>
  );
}

function HostedFrame({ children }: { children: ReactNode }) {
  return (
    <main id="main" className="centered">
      <div className="stack">
        <div className="panel">{children}</div>
        <p className="small muted hosted-foot">{t.hosted.powered}</p>
      </div>
    </main>
  );
}

function Broken({ text, words }: { text: string; words?: string }) {
  return (
    <div className="stack">
      <h1 tabIndex={-1}>{t.hosted.brokenTitle}</h1>
      <p className="lead">{text}</p>
      {words && <p className="words">{words}</p>}
    </div>
  );
}

function leadOf({ origin, elements }: ConnectSession): string {
  if (origin) return t.hosted.lead(origin);
  return elements.length === 1 ? t.hosted.leadOne : t.hosted.leadPlain;
}

const form = z.object({
  elementKey: z.string().check(z.minLength(1, t.hosted.choose)),
  name: optionalName,
});

function ConnectForm({ token, session }: { token: string; session: ConnectSession }) {
  const [problem, setProblem] = useState('');
  const [ended, setEnded] = useState('');
  const [leaving, leave] = useLeaving();
  const { register, handleSubmit, control, formState } = useForm({
    resolver: zodResolver(form),
    defaultValues: { elementKey: session.elements[0]?.key ?? '', name: '' },
  });
  const chosenKey = useWatch({ control, name: 'elementKey' });
  const chosen = session.elements.find(({ key }) => key === chosenKey);
  const submit = handleSubmit(async ({ elementKey, name }) => {
    setProblem('');
    try {
      const { authorizationUrl } = await startConnect(token, elementKey, name);
      leave(authorizationUrl);
    } catch (error) {
      // The link is over: nothing that is done on this page helps.
      if (error instanceof ApiError && [401, 409].includes(error.status)) setEnded(messageOf(error));
      else setProblem(messageOf(error));
    }
  });

  if (ended) return <Broken text={t.hosted.broken} words={ended} />;
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
      <div className="stack stack-tight">
        <h1 tabIndex={-1}>{session.elements.length === 1 && chosen ? t.connect.title(chosen.name) : t.hosted.title}</h1>
        <p className="lead">{leadOf(session)}</p>
      </div>
      {problem && <Note kind="danger">{problem}</Note>}
      <fieldset className="stack stack-tight">
        <legend className={session.elements.length === 1 ? 'visually-hidden' : 'field-label'}>{t.hosted.choose}</legend>
        {session.elements.map(({ key, name, logo, description }) => (
          <label className="choice" key={key}>
            <input
              type="radio"
              value={key}
              {...register('elementKey')}
              className={session.elements.length === 1 ? 'visually-hidden' : undefined}
            />
            <img className="logo" src={logo} alt="" width={40} height={40} />
            <span>
              <span className="check-name">{name}</span>
              <span className="small muted block">{description}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Field label={t.hosted.name} optional help={t.hosted.nameHelp} error={formState.errors.name?.message}>
        {(names) => <input {...names} {...register('name')} className="input" autoComplete="off" />}
      </Field>
      <Button type="submit" look="primary" size="large" busy={formState.isSubmitting || leaving}>
        {t.hosted.next(chosen?.name ?? '')}
        <ArrowRight size={16} aria-hidden="true" />
      </Button>
      <p className="row row-fixed small muted">
        <ShieldCheck size={16} aria-hidden="true" />
        {t.hosted.safe}
      </p>
    </form>
  );
}
