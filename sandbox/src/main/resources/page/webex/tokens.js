/** Live tokens, and new ones without a browser. */

import { control } from '../core/api.js';
import { h } from '../core/dom.js';
import { field, form, select } from '../core/form.js';
import { keep, orEmpty, refresh } from '../core/list.js';
import { poll } from '../core/poll.js';
import { confirmed, copyLine, doing } from '../core/say.js';
import { relative, whole } from '../core/time.js';
import { loadPeople, nameOf, personField } from './directory.js';
import { scopesField } from './scopes.js';

const DOCUMENTED = 'valence-sandbox';
const SHOWN = 200;
const FIRST = 'bob@sandbox.example';

export const tokens = {
  id: 'tokens',
  label: 'Tokens',
  open(main, [given]) {
    let names = new Map();
    const making = h('section', { class: 'card', 'aria-label': 'Make a token' });
    const list = h('ul', { class: 'rows', 'aria-label': 'Live tokens' });
    const empty = h(
      'p',
      { class: 'empty', hidden: true },
      'No token is alive. Make one above, or let somebody consent to an integration.',
    );
    const expire = all(
      'Expire all access tokens',
      'Refresh tokens stay good, so a program that refreshes goes on.',
      '/tokens/expire',
      'All access tokens have ended.',
    );
    const revoke = all(
      'Withdraw all consents',
      'Access and refresh tokens end; people have to consent again.',
      '/tokens/revoke',
      'All consents are withdrawn.',
    );
    main.append(
      h('h1', { tabindex: '-1' }, 'Tokens'),
      h(
        'p',
        { class: 'lead' },
        'What programs may do in somebody’s name. Texts of tokens are shown only when they are made.',
      ),
      making,
      h('div', { class: 'bar' }, h('h2', {}, 'Live tokens'), h('div', { class: 'actions' }, expire, revoke)),
      list,
      empty,
    );

    function all(name, text, path, done) {
      return h(
        'button',
        {
          type: 'button',
          class: 'button small',
          async onclick() {
            if (await confirmed(`${name}?`, text, name)) {
              await doing(() => control('POST', path, {}), done);
              await polling.again();
            }
          },
        },
        name,
      );
    }

    async function load() {
      const { tokens: live } = await control('GET', '/tokens');
      keep(list, live.toReversed().slice(0, SHOWN), {
        key: (token) => token.id,
        row: () => h('li'),
        fill: (row, token) =>
          refresh(row, token, () => tokenRow(token, names.get(token.clientId), () => polling.again())),
      });
      orEmpty(list, empty, live.length);
      [expire, revoke].forEach((button) => (button.disabled = live.length === 0));
    }

    doing(async () => {
      const [people, { integrations }] = await Promise.all([loadPeople(), control('GET', '/integrations')]);
      names = new Map(integrations.map((integration) => [integration.clientId, integration.name]));
      making.replaceChildren(
        h('h2', {}, 'Make a token'),
        makeForm(people, integrations, given ?? FIRST, () => polling.again()),
      );
    });
    const polling = poll(2000, load);
    return { close: polling.stop };
  },
};

function tokenRow(token, integration, changed) {
  return h(
    'div',
    { class: 'row' },
    h(
      'div',
      { class: 'row-text' },
      h('strong', {}, nameOf(token.person)),
      h('span', { class: `badge ${token.kind === 'refresh' ? 'info' : 'good'}` }, `${token.kind} token`),
      h(
        'div',
        { class: 'muted' },
        'for ',
        integration ?? token.clientId,
        ' · made ',
        relative(token.created),
        ' · ends ',
        whole(token.expires),
      ),
      h(
        'details',
        {},
        h('summary', {}, `${token.scopes.length} scopes`),
        h(
          'p',
          {},
          token.scopes.map((scope) => [h('code', {}, scope), ' ']),
        ),
      ),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'button small',
        'aria-label': `End it: the ${token.kind} token of ${nameOf(token.person)}`,
        async onclick() {
          await doing(() => control('DELETE', `/tokens/${token.id}`), 'It has ended.');
          changed();
        },
      },
      'End it',
    ),
  );
}

function makeForm(people, integrations, chosen, changed) {
  const picked = scopesField(integrations.find((known) => known.clientId === DOCUMENTED).scopes, ['spark:all']);
  const result = h('div', { class: 'result', role: 'status' });
  const forIntegration = h(
    'div',
    { class: 'form' },
    field(
      'For the integration',
      select(
        'clientId',
        integrations.map((known) => [known.clientId, known.name]),
        DOCUMENTED,
      ),
    ),
    picked.element,
  );
  const kind = select(
    'kind',
    [
      ['pair', 'Access and refresh token'],
      ['personal', 'Personal access token, for 12 hours'],
    ],
    'pair',
    {
      onchange: () => (forIntegration.hidden = kind.value === 'personal'),
    },
  );
  const element = form(
    {
      action: 'Make it',
      async submit(values) {
        const order = { person: values.person };
        if (values.kind === 'personal') {
          order.kind = 'personal';
        } else {
          order.clientId = values.clientId;
          order.scope = picked.chosen().join(' ');
        }
        const made = await control('POST', '/tokens', order);
        result.replaceChildren(...shown(values.person, made));
        await changed();
      },
    },
    h('div', { class: 'fields' }, personField('In the name of', people, chosen), field('Kind', kind)),
    forIntegration,
  );
  element.append(result);
  return element;
}

function shown(person, made) {
  return [
    h('h3', {}, `For ${nameOf(person)}`),
    copyLine('Access token', made.access_token),
    made.refresh_token && copyLine('Refresh token', made.refresh_token),
    copyLine('Try it', `curl ${location.origin}/webex/v1/people/me -H "Authorization: Bearer ${made.access_token}"`),
  ].filter(Boolean);
}
