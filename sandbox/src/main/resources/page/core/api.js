/** Calls of the control API under `/_sandbox`. */

/** What went wrong, in words for people; `status` is 0 when nothing answered. */
export class Problem extends Error {
  constructor(message, status = 0) {
    super(message);
    this.status = status;
  }
}

/** Answers the reply's JSON, nothing when it has none, or throws a Problem. */
export async function control(method, path, body) {
  const reply = await send(method, `/_sandbox${path}`, body);
  return reply.status === 204 ? undefined : reply.json();
}

/** Answers the whole reply when its status is 2xx. */
export function send(method, url, body) {
  return body === undefined
    ? request(url, { method })
    : request(url, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

/** The same for a request of any kind. */
export async function request(url, options) {
  let reply;
  try {
    reply = await fetch(url, options);
  } catch {
    throw new Problem('There was no answer. Does the sandbox still run, or was a fault ordered?');
  }
  return checked(reply);
}

/** The reply itself, or its message as a Problem. */
async function checked(reply) {
  if (reply.ok) {
    return reply;
  }
  const text = await reply.text();
  throw new Problem(messageOf(text) ?? `The sandbox answered ${reply.status}.`, reply.status);
}

function messageOf(text) {
  try {
    const json = JSON.parse(text);
    return json.error_description ?? json.message;
  } catch {
    return undefined;
  }
}
