/** Who exists: people, bots, and ways to add more. */

import { control } from '../core/api.js';
import { h } from '../core/dom.js';
import { field, form, input } from '../core/form.js';
import { confirmed, copyButton, copyLine, dialog, doing, say } from '../core/say.js';
import { act } from './act.js';
import { administrator, avatar, loadPeople } from './directory.js';

const SHOWN = 200;

export const people = {
  id: 'people',
  label: 'People & bots',
  open(main) {
    let everybody = [];
    const filter = input('filter', {
      type: 'search',
      placeholder: 'a name, an address or a role',
      oninput: () => show(),
    });
    const list = h('ul', { class: 'rows', 'aria-label': 'Everybody' });
    const count = h('p', { class: 'help', role: 'status' });
    main.append(
      h('h1', { tabindex: '-1' }, 'People & bots'),
      h(
        'p',
        { class: 'lead' },
        'Everybody there is. People sign in on the consent page without a password, which accepts an invitation too; bots and guests cannot, nor can anybody whose log-in is disabled.',
      ),
      h('div', { class: 'bar' }, field('Filter', filter)),
      list,
      count,
      h(
        'div',
        { class: 'columns' },
        h('section', { class: 'card', 'aria-label': 'Add a bot' }, h('h2', {}, 'Add a bot'), botForm(load)),
        h('section', { class: 'card', 'aria-label': 'Add a person' }, h('h2', {}, 'Add a person'), personForm(load)),
      ),
    );

    async function load() {
      everybody = await loadPeople();
      show();
    }

    function show() {
      const wanted = filter.value.trim().toLowerCase();
      const fitting = everybody.filter((one) =>
        `${one.name} ${one.email} ${one.type} ${one.roles.join(' ')}`.toLowerCase().includes(wanted),
      );
      list.replaceChildren(...fitting.slice(0, SHOWN).map((one) => h('li', {}, row(one, load))));
      count.textContent =
        fitting.length > SHOWN ? `${SHOWN} of ${fitting.length} are shown; filter to find the others.` : '';
      if (fitting.length === 0) {
        count.textContent = 'Nobody fits the filter.';
      }
    }

    doing(load);
    return { close() {} };
  },
};

function row(one, load) {
  const bot = one.type === 'bot';
  return h(
    'div',
    { class: 'row' },
    avatar(one.email),
    h(
      'div',
      { class: 'row-text' },
      h('strong', {}, one.name),
      bot && h('span', { class: 'badge' }, 'bot'),
      one.roles.map((role) => h('span', { class: 'badge info' }, role)),
      one.invited && h('span', { class: 'badge' }, 'invited'),
      !bot && !one.canSignIn && h('span', { class: 'badge warn' }, 'cannot sign in'),
      h(
        'div',
        { class: 'muted' },
        h('code', {}, one.email),
        one.title && ` · ${one.title}`,
        ` · ${one.rooms} ${one.rooms === 1 ? 'room' : 'rooms'}`,
      ),
    ),
    h(
      'div',
      { class: 'actions', role: 'group', 'aria-label': one.name },
      copyButton('the address', () => one.email),
      bot
        ? h('button', { type: 'button', class: 'button small', onclick: () => newBotToken(one) }, 'New token')
        : h('a', { class: 'button small', href: `#/tokens/${encodeURIComponent(one.email)}` }, 'Token'),
      h(
        'button',
        { type: 'button', class: 'button small', 'aria-label': `Remove ${one.name}`, onclick: () => remove(one, load) },
        'Remove',
      ),
    ),
  );
}

async function newBotToken(bot) {
  const sure = await confirmed(`A new token for ${bot.name}?`, 'The token it has now ends at once.', 'Make it');
  const made = sure && (await doing(() => control('POST', '/tokens', { person: bot.email })));
  if (made) {
    showToken(bot.email, made.access_token);
  }
}

function showToken(email, token) {
  dialog(
    'The token of the bot',
    h('p', {}, 'It is shown this once; a new one can be made at any time.'),
    copyLine('Address', email),
    copyLine('Token', token),
    copyLine('Try it', `curl ${location.origin}/webex/v1/people/me -H "Authorization: Bearer ${token}"`),
  );
}

async function remove(one, load) {
  const sure = await confirmed(
    `Remove ${one.name}?`,
    'The account goes with its memberships and tokens; what was said stays.',
    'Remove',
  );
  if (sure) {
    await doing(() => act(administrator(), 'DELETE', `/people/${one.id}`), 'Removed.');
    await doing(load);
  }
}

function botForm(load) {
  return form(
    {
      action: 'Make the bot',
      async submit({ name, displayName }, element) {
        const bot = await control('POST', '/bots', { name, displayName });
        element.reset();
        showToken(bot.email, bot.token);
        await load();
      },
    },
    field('User name', input('name', { required: true }), 'Becomes the address name@webex.bot.'),
    field('Shown name', input('displayName')),
  );
}

function personForm(load) {
  return form(
    {
      action: 'Add the person',
      async submit({ email, displayName }, element) {
        await act(administrator(), 'POST', '/people', { emails: [email], displayName });
        element.reset();
        say(`${displayName} exists now.`);
        await load();
      },
    },
    field('E-mail address', input('email', { type: 'email', required: true })),
    field('Name', input('displayName', { required: true })),
  );
}
