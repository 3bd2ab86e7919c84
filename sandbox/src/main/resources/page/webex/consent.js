/** What a consent page brought back here: a code to exchange, or a refusal. */

import { request } from '../core/api.js';
import { h } from '../core/dom.js';
import { copyLine, say } from '../core/say.js';

/** Where a consent may come back to. */
export const RETURN = `${location.origin}/`;

const TOKEN_PATH = '/webex/v1/access_token';

/** The address of the consent page for an integration. */
export function consentAddress(integration, redirectUri, scopes) {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: integration.clientId,
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    state: integration.clientId,
  });
  return `/webex/v1/authorize?${query}`;
}

/** Takes the answer of a consent page out of this page's address, and goes where it is shown. */
export function cameBack() {
  const query = new URLSearchParams(location.search);
  if (!query.has('code') && !query.has('error')) {
    return;
  }
  sessionStorage.setItem('sandbox.consent', location.search);
  history.replaceState(null, '', '/#/integrations');
}

/** A card about the last answer, or nothing. */
export function consentCard(integrations) {
  const query = new URLSearchParams(sessionStorage.getItem('sandbox.consent') ?? '');
  const integration = integrations.find((known) => known.clientId === query.get('state'));
  if (!integration) {
    return undefined;
  }
  const box = h(
    'section',
    { class: 'card', 'aria-label': 'Answer of the consent page' },
    h('h2', {}, `${integration.name} came back from the consent page`),
  );
  const close = h('button', { type: 'button', class: 'button small', onclick: () => forget(box) }, 'Done');
  if (query.has('error')) {
    box.append(
      h('p', {}, 'It was refused: ', h('code', {}, query.get('error')), ` ${query.get('error_description') ?? ''}`),
      close,
    );
    return box;
  }
  box.append(...answered(integration, query.get('code'), close));
  return box;
}

function forget(box) {
  sessionStorage.removeItem('sandbox.consent');
  box.remove();
}

function answered(integration, code, close) {
  const parts = {
    grant_type: 'authorization_code',
    client_id: integration.clientId,
    client_secret: integration.clientSecret,
    code,
    redirect_uri: RETURN,
  };
  const result = h('div', { class: 'form', role: 'status' });
  const exchange = h(
    'button',
    {
      type: 'button',
      class: 'button main',
      async onclick() {
        try {
          const reply = await request(TOKEN_PATH, { method: 'POST', body: new URLSearchParams(parts) });
          const pair = await reply.json();
          result.replaceChildren(
            copyLine('Access token', pair.access_token),
            copyLine('Refresh token', pair.refresh_token),
          );
          exchange.disabled = true;
        } catch (problem) {
          say(problem.message);
        }
      },
    },
    'Exchange it here',
  );
  const data = Object.entries(parts).map(([name, value]) => `--data-urlencode ${name}=${value}`);
  return [
    h('p', {}, 'The code is good for one exchange within ten minutes.'),
    copyLine('Code', code),
    copyLine('Exchange', `curl ${location.origin}${TOKEN_PATH} ${data.join(' ')}`),
    h('div', { class: 'actions' }, exchange, close),
    result,
  ];
}
