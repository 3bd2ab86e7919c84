/** The registered OAuth clients. */

import { control } from '../core/api.js';
import { h } from '../core/dom.js';
import { checkbox, field, form, input } from '../core/form.js';
import { confirmed, copyButton, copyLine, doing, say } from '../core/say.js';
import { relative } from '../core/time.js';
import { RETURN, consentAddress, consentCard } from './consent.js';
import { scopesField } from './scopes.js';

const DOCUMENTED = 'valence-sandbox';
const FEW = ['spark:people_read', 'spark:rooms_read', 'spark:messages_read', 'spark:messages_write'];

export const integrations = {
  id: 'integrations',
  label: 'Integrations',
  open(main) {
    const back = h('div');
    const list = h('div', { class: 'cards' });
    const making = h('section', { class: 'card', 'aria-label': 'Register an integration' });
    main.append(
      h('h1', { tabindex: '-1' }, 'Integrations'),
      h(
        'p',
        { class: 'lead' },
        'A program that asks people for their consent is registered here first, and gets its client id and secret.',
      ),
      back,
      list,
      making,
    );

    async function load() {
      const { integrations: all } = await control('GET', '/integrations');
      list.replaceChildren(...all.map((integration) => integrationCard(integration, load)));
      return all;
    }

    doing(async () => {
      const all = await load();
      back.replaceChildren(...[consentCard(all)].filter(Boolean));
      const scopes = all.find((integration) => integration.clientId === DOCUMENTED).scopes;
      making.replaceChildren(h('h2', {}, 'Register an integration'), registerForm(scopes, load));
    });
    return { close() {} };
  },
};

function registerForm(scopes, load) {
  const picked = scopesField(scopes, FEW);
  return form(
    {
      action: 'Register',
      async submit({ name, redirectUris, serviceApp }, element) {
        const made = await control('POST', '/integrations', {
          name,
          redirectUris: redirectUris.split(/\s+/).filter(Boolean),
          scopes: picked.chosen(),
          serviceApp: serviceApp === 'on',
        });
        element.reset();
        say(`${made.name} is registered.`);
        await load();
        document.getElementById(made.clientId)?.scrollIntoView({ block: 'center' });
      },
    },
    field('Name', input('name', { required: true })),
    field(
      'Redirect URIs',
      h('textarea', { name: 'redirectUris', class: 'input code', rows: '3', value: RETURN }),
      'One a line. Compared letter by letter, as the real Webex does. The one given here leads back to this page.',
    ),
    picked.element,
    checkbox('serviceApp', 'A service app: a machine account of its own instead of people who consent'),
  );
}

function integrationCard(integration, load) {
  const documented = integration.clientId === DOCUMENTED;
  return h(
    'section',
    { class: 'card', id: integration.clientId, 'aria-label': integration.name },
    h(
      'div',
      { class: 'bar' },
      h(
        'h2',
        {},
        integration.name,
        documented && h('span', { class: 'badge info' }, 'documented'),
        integration.serviceApp && h('span', { class: 'badge' }, 'service app'),
        integration.blocked && h('span', { class: 'badge bad' }, 'blocked'),
      ),
      h('span', { class: 'muted' }, 'made ', relative(integration.created)),
    ),
    copyLine('Client id', integration.clientId),
    secretLine(integration.clientSecret),
    h(
      'dl',
      { class: 'facts' },
      h('dt', {}, 'Redirect URIs'),
      h('dd', {}, [
        integration.redirectUris.map((uri) => h('div', {}, h('code', {}, uri))),
        integration.anyLoopback && 'every loopback address, with any port and path',
        integration.redirectUris.length === 0 && !integration.anyLoopback && 'none',
      ]),
    ),
    h(
      'details',
      {},
      h('summary', {}, `${integration.scopes.length} scopes`),
      h(
        'p',
        {},
        integration.scopes.map((scope) => [h('code', {}, scope), ' ']),
      ),
    ),
    h(
      'div',
      { class: 'actions' },
      tryLink(integration),
      switches(integration, load),
      !documented && removal(integration, load),
    ),
  );
}

function secretLine(secret) {
  const shown = h('code', {}, '•'.repeat(12));
  const toggle = h(
    'button',
    {
      type: 'button',
      class: 'button small',
      'aria-pressed': 'false',
      onclick() {
        const visible = toggle.getAttribute('aria-pressed') !== 'true';
        toggle.setAttribute('aria-pressed', String(visible));
        shown.textContent = visible ? secret : '•'.repeat(12);
      },
    },
    'Show',
  );
  return h(
    'div',
    { class: 'copy-line' },
    h('span', { class: 'copy-label' }, 'Client secret'),
    shown,
    toggle,
    copyButton('Client secret', () => secret),
  );
}

function tryLink(integration) {
  const uri =
    integration.anyLoopback || integration.redirectUris.includes(RETURN) ? RETURN : integration.redirectUris[0];
  if (!uri || integration.serviceApp) {
    return undefined;
  }
  const scopes = integration.anyLoopback ? FEW : integration.scopes;
  return h('a', { class: 'button main', href: consentAddress(integration, uri, scopes) }, 'Try its consent page');
}

function switches(integration, load) {
  const path = `/integrations/${integration.clientId}`;

  async function change(work, done) {
    await doing(work, done);
    await doing(load);
  }

  return [
    h(
      'button',
      {
        type: 'button',
        class: 'button',
        onclick: () =>
          change(
            () => control('PUT', `${path}/blocked`, { blocked: !integration.blocked }),
            integration.blocked ? 'No longer blocked.' : 'Blocked, and its tokens are gone.',
          ),
      },
      integration.blocked ? 'Unblock' : 'Block',
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'button',
        async onclick() {
          if (
            await confirmed(
              `A new secret for ${integration.name}?`,
              'The present secret is refused from then on, and every token made with it ends.',
              'Make a new secret',
            )
          ) {
            await change(() => control('POST', `${path}/secret`), 'It has a new secret.');
          }
        },
      },
      'New secret',
    ),
  ];
}

function removal(integration, load) {
  return h(
    'button',
    {
      type: 'button',
      class: 'button danger',
      async onclick() {
        if (await confirmed(`Delete ${integration.name}?`, 'Its tokens end with it.', 'Delete')) {
          await doing(() => control('DELETE', `/integrations/${integration.clientId}`), 'Deleted.');
          await doing(load);
        }
      },
    },
    'Delete',
  );
}
