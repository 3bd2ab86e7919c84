/** Calls of the Webex API as anybody, without a token. */

import { control, request, send } from '../core/api.js';

/** Answers the JSON of the reply, nothing when it has none. */
export async function act(person, method, path, body) {
  const reply = await actRaw(person, method, path, body);
  return reply.status === 204 ? undefined : reply.json();
}

/** Answers the reply itself. */
export function actRaw(person, method, path, body) {
  return send('POST', '/_sandbox/act', { person, method, path, body });
}

const personal = new Map();

/**
 * Posts a file, which can only be sent as every client sends it: with a token, through the public API. Answers the
 * message.
 */
export async function postFile(person, form, renewed = false) {
  if (!personal.has(person)) {
    personal.set(person, (await control('POST', '/tokens', { person, kind: 'personal' })).access_token);
  }
  const headers = { Authorization: `Bearer ${personal.get(person)}` };
  try {
    return await (await request('/webex/v1/messages', { method: 'POST', headers, body: form })).json();
  } catch (problem) {
    if (problem.status === 401 && !renewed) {
      // It has ended, with a reset for example.
      personal.delete(person);
      return postFile(person, form, true);
    }
    throw problem;
  }
}
