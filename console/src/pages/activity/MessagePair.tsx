import type { Headers, Message } from '../../api/activity';
import { t } from '../../strings';
import { CodeBlock } from '../../ui/Copy';
import { laidOut } from '../../ui/json';

/** A request and its reply beside each other. */
export function MessagePair({ request, response }: { request: Message; response: Message }) {
  return (
    <div className="message-pair">
      <Side title={t.call.request} message={request} />
      <Side title={t.call.response} message={response} />
    </div>
  );
}

function Side({ title, message }: { title: string; message: Message }) {
  return (
    <div className="stack stack-tight">
      <h3>{title}</h3>
      {message.headers && <CodeBlock text={headerLines(message.headers)} name={`${title}: ${t.call.headers}`} />}
      {message.body ? (
        <CodeBlock text={laidOut(message.body)} name={`${title}: ${t.call.body}`} />
      ) : (
        <p className="muted small">{hadBody(message) ? t.call.bodyNotKept : t.call.noBody}</p>
      )}
      {message.bodyCut && <p className="muted small">{t.call.cut}</p>}
    </div>
  );
}

/** Whether the headers tell of a body; of some, such as our own error replies, only these are kept. */
export function hadBody({ headers = {} }: Message): boolean {
  const of = (wanted: string) =>
    Object.entries(headers)
      .filter(([name]) => name.toLowerCase() === wanted)
      .flatMap(([, values]) => values)
      .join();
  return Number(of('content-length')) > 0 || of('transfer-encoding') !== '';
}

const headerLines = (headers: Headers) =>
  Object.entries(headers)
    .flatMap(([name, values]) => [values].flat().map((value) => `${name}: ${value}`))
    .join('\n');
