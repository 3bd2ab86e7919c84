import type { StepExecution } from '../../api/executions';
import { r } from '../../runStrings';
import { CodeBlock } from '../../ui/Copy';
import { laidOut, parsed } from '../../ui/json';
import { Note } from '../../ui/Note';

/** Of a step of a dry run: what it would have sent, and what later steps got instead of an answer. */
export function NotSent({ pass }: { pass: StepExecution }) {
  const { stepName, dryRun, stepExecutionValues = [] } = pass;
  if (!dryRun) return null;
  const of = (key: string) => stepExecutionValues.find((each) => each.key === `${stepName}.${key}`)?.value;
  const mails = mailsOf(of('dryRun'));
  const texts = [messageOf(of, 'upload.request'), messageOf(of, 'request')].filter((text) => text !== '');
  return (
    <div className="stack stack-tight">
      <Note kind="warning" title={r.wouldHaveSent}>
        {dryRun.wouldRetryInMinutes !== undefined && <p>{r.retryIn(dryRun.wouldRetryInMinutes)}</p>}
        {dryRun.answer === 'recorded' && <p>{r.answers.recorded(dryRun.answerOfExecution ?? 0)}</p>}
        {dryRun.answer === 'empty' && <p>{r.answers.empty}</p>}
        {mails.map(({ to, subject }, at) => (
          <p key={at}>{r.mail(to, subject)}</p>
        ))}
      </Note>
      {of('download.request.method') && (
        <>
          <h3>{r.wouldDownload}</h3>
          <CodeBlock text={messageOf(of, 'download.request')} name={r.wouldDownload} />
        </>
      )}
      {texts.map((text) => (
        <CodeBlock key={text} text={text} name={r.request} />
      ))}
      {mails.length > 0 && <CodeBlock text={mails.map(({ text }) => text).join('\n\n')} name={r.mails} />}
    </div>
  );
}

/** The values that {@link NotSent} shows in its own way. */
export const isShownAsNotSent = (name: string): boolean => /^((upload\.|download\.)?request\.|dryRun$)/.test(name);

/** A request as it would go over the line; of the message to a queue, its body. */
function messageOf(of: (key: string) => string | undefined, request: string): string {
  const [method, queue, body] = ['method', 'queue', 'body'].map((key) => of(`${request}.${key}`));
  const content = body === undefined || body === 'null' ? '' : laidOut(body);
  if (method === undefined) {
    return queue === undefined ? '' : `${r.message(queue, of(`${request}.exchange`) ?? '')}\n\n${content}`;
  }
  const headers = Object.entries((parsed(of(`${request}.headers`)) ?? {}) as Record<string, unknown>);
  const lines = headers.map(([name, value]) => `${name}: ${String(value)}`);
  const head = [`${method} ${of(`${request}.url`) ?? of(`${request}.uri`) ?? ''}`, ...lines].join('\n');
  return content === '' ? head : `${head}\n\n${content}`;
}

interface Mail {
  to: string;
  subject: string;
  text: string;
}

const mailsOf = (text: string | undefined): Mail[] => (parsed(text) as { mails?: Mail[] } | undefined)?.mails ?? [];
