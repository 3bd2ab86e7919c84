/** The simulated Webex: its sections, and what Start says about it. */

import { h } from '../core/dom.js';
import { copyLine } from '../core/say.js';
import { cameBack } from './consent.js';
import { integrations } from './integrations.js';
import { people } from './people.js';
import { rooms } from './rooms.js';
import { tokens } from './tokens.js';
import { webhooks } from './webhooks.js';

const PREFIX = '/webex/v1';
const RESOURCES = [
  'access_token',
  'messages',
  'rooms',
  'memberships',
  'people',
  'teams',
  'webhooks',
  'contents',
  'attachment/actions',
];

function intro() {
  const base = location.origin + PREFIX;
  return [
    h(
      'p',
      {},
      'The Webex REST API, with OAuth, webhooks and bots. Point your program at this address instead of the real one:',
    ),
    copyLine('Base URL', base),
    copyLine('Client id', 'valence-sandbox'),
    copyLine('Client secret', 'sandbox-secret'),
    h(
      'p',
      { class: 'help' },
      'Every loopback address may be its redirect URI. An integration of your own is made under ',
      h('a', { href: '#/integrations' }, 'Integrations'),
      '.',
    ),
    h('p', {}, 'For a first call, ', h('a', { href: '#/tokens' }, 'make a token'), ', then:'),
    copyLine('First call', `curl ${base}/people/me -H "Authorization: Bearer $TOKEN"`),
  ];
}

export const webex = {
  name: 'Webex',
  paths: RESOURCES.map((resource) => `${PREFIX}/${resource}`),
  sections: [rooms, people, integrations, tokens, webhooks],
  intro,
  arrive: cameBack,
};
