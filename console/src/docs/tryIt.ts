import { currentCsrfToken } from '../api/client';
import { hasSession } from '../api/session';
import { PLACES } from '../pages/connect/samples';

const FORMULA_INSTANCE = 'Elements-Formula-Instance-Id';

/**
 * Sends a request of the documentation as the user who is logged in: by the session's cookie instead of the Authorization header
 * that the samples show, and with the instance it is for. A header that somebody wrote in its place is sent as it is.
 *
 * @param instanceId what the request runs against; nothing for the platform itself
 * @param onSessionEnd told when a request was refused because nobody is logged in any more
 * @param formulaInstanceId whose values the formula that is called runs with, unless somebody wrote another one
 */
export function tryIt(
  instanceId: string | undefined,
  onSessionEnd: () => void,
  formulaInstanceId?: string,
): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, { ...init, credentials: 'same-origin' });
    if (new URL(request.url).origin !== location.origin) return fetch(request);
    if (request.headers.get('Authorization')?.includes(PLACES.user)) request.headers.delete('Authorization');
    request.headers.set('X-CSRF-Token', currentCsrfToken());
    if (instanceId) request.headers.set('Valence-Instance', instanceId);
    if (formulaInstanceId && !request.headers.get(FORMULA_INSTANCE)) {
      request.headers.set(FORMULA_INSTANCE, formulaInstanceId);
    }
    const reply = await fetch(request);
    // A provider that refuses is told to the caller by the same status.
    if (reply.status === 401 && !(await hasSession())) onSessionEnd();
    return reply;
  };
}
