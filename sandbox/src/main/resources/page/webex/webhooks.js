/** Subscriptions of everybody, and new ones. */

import { control } from '../core/api.js';
import { h } from '../core/dom.js';
import { field, form, input, select } from '../core/form.js';
import { keep, orEmpty, refresh } from '../core/list.js';
import { poll } from '../core/poll.js';
import { confirmed, doing, say } from '../core/say.js';
import { outcomeBadge, recentDeliveries } from '../common/deliveries.js';
import { act } from './act.js';
import { loadPeople, nameOf, personField } from './directory.js';

const LISTENER = `${location.origin}/_sandbox/listener`;
const EVENTS = ['created', 'updated', 'deleted', 'all'];
const RESOURCES = ['messages', 'rooms', 'memberships', 'attachmentActions', 'all'];
const FIRST = 'bob@sandbox.example';
const LAST = 12;

export const webhooks = {
  id: 'webhooks',
  label: 'Webhooks',
  open(main) {
    const list = h('ul', { class: 'rows', 'aria-label': 'Webhooks' });
    const empty = h(
      'div',
      { class: 'empty', hidden: true },
      h('h2', {}, 'Nobody listens yet'),
      h(
        'p',
        {},
        'Make a webhook below. With the target that stands there, the sandbox itself takes the calls, and you can read them under ',
        h('a', { href: '#/deliveries' }, 'Deliveries'),
        '.',
      ),
    );
    const making = h('section', { class: 'card', 'aria-label': 'Make a webhook' });
    main.append(
      h('h1', { tabindex: '-1' }, 'Webhooks'),
      h(
        'p',
        { class: 'lead' },
        'A webhook is called when something happens that its owner can see. Programs make them through the API; here you see all of them.',
      ),
      list,
      empty,
      making,
    );

    async function load() {
      const [{ webhooks: all }, deliveries] = await Promise.all([control('GET', '/webhooks'), recentDeliveries()]);
      keep(list, all, {
        key: (webhook) => webhook.id,
        row: () => h('li', {}, h('div'), h('div')),
        fill(row, webhook) {
          refresh(row.firstChild, webhook, () => webhookRow(webhook, () => polling.again()));
          const own = deliveries.filter((delivery) => delivery.webhook === webhook.id);
          refresh(row.lastChild, own.slice(0, LAST), lastDeliveries);
        },
      });
      orEmpty(list, empty, all.length);
    }

    doing(async () => {
      const people = await loadPeople();
      making.replaceChildren(
        h('h2', {}, 'Make a webhook'),
        makeForm(people, () => polling.again()),
      );
    });
    const polling = poll(2000, load);
    return { close: polling.stop };
  },
};

function lastDeliveries(deliveries) {
  return h(
    'p',
    { class: 'badges' },
    deliveries.length === 0
      ? h('span', { class: 'muted' }, 'Not called yet.')
      : [
          h('span', { class: 'muted' }, 'Last calls:'),
          deliveries.map(outcomeBadge),
          h('a', { href: '#/deliveries' }, 'Read them'),
        ],
  );
}

function webhookRow(webhook, changed) {
  const active = webhook.status === 'active';

  async function change(work, done) {
    await doing(work, done);
    changed();
  }

  return h(
    'div',
    { class: 'row' },
    h(
      'div',
      { class: 'row-text' },
      h('strong', {}, webhook.name),
      h('span', { class: active ? 'badge good' : 'badge bad' }, webhook.status),
      h('span', { class: 'badge' }, `${webhook.resource} ${webhook.event}`),
      webhook.signed && h('span', { class: 'badge' }, 'signed'),
      webhook.ownedBy === 'org' && h('span', { class: 'badge info' }, 'whole organization'),
      h('div', { class: 'muted' }, h('code', {}, webhook.targetUrl)),
      h(
        'div',
        { class: 'muted' },
        'of ',
        nameOf(webhook.creator),
        webhook.filter && [', only ', h('code', {}, webhook.filter)],
      ),
    ),
    h(
      'div',
      { class: 'actions', role: 'group', 'aria-label': webhook.name },
      h(
        'button',
        {
          type: 'button',
          class: 'button small',
          onclick: () =>
            change(
              () => control('PUT', `/webhooks/${webhook.id}/active`, { active: !active }),
              active ? 'Switched off.' : 'Switched on.',
            ),
        },
        active ? 'Switch off' : 'Switch on',
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'button small',
          async onclick() {
            if (await confirmed(`Delete ${webhook.name}?`, 'Its target hears nothing any more.', 'Delete')) {
              await change(() => control('DELETE', `/webhooks/${webhook.id}`), 'Deleted.');
            }
          },
        },
        'Delete',
      ),
    ),
  );
}

function makeForm(people, changed) {
  return form(
    {
      action: 'Make the webhook',
      async submit({ person, ...values }) {
        const body = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
        await act(person, 'POST', '/webhooks', body);
        say('It listens.');
        await changed();
      },
    },
    h(
      'div',
      { class: 'fields' },
      personField('Of', people, FIRST, 'It hears of what this person can see.'),
      field('Name', input('name', { value: 'My listener', required: true })),
      field(
        'Resource',
        select(
          'resource',
          RESOURCES.map((name) => [name, name]),
          'messages',
        ),
      ),
      field(
        'Event',
        select(
          'event',
          EVENTS.map((name) => [name, name]),
          'created',
        ),
      ),
    ),
    field(
      'Target URL',
      input('targetUrl', { type: 'url', value: LISTENER, required: true }),
      'Only addresses of this machine are called. The one given is the sandbox’s own listener; with /500 after it, it answers 500.',
    ),
    h(
      'div',
      { class: 'fields' },
      field('Filter', input('filter', { placeholder: 'such as roomType=group' })),
      field('Secret', input('secret'), 'Signs each call with HMAC-SHA1 in X-Spark-Signature.'),
    ),
  );
}
