/** The webhook calls that went out, whichever provider made them. */

import { control } from '../core/api.js';
import { h } from '../core/dom.js';
import { keep, orEmpty, refresh } from '../core/list.js';
import { poll } from '../core/poll.js';
import { copyButton, doing } from '../core/say.js';
import { second } from '../core/time.js';

/** Everything that the sandbox remembers, newest first; each with a key of its own. */
export async function recentDeliveries() {
  const { deliveries } = await control('GET', '/deliveries');
  const seen = new Map();
  for (const delivery of [...deliveries].reverse()) {
    const name = `${delivery.at} ${delivery.webhook}`;
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    delivery.key = `${name} ${times}`;
  }
  return deliveries;
}

/** How one call ended, as in "200 in 12 ms". */
export function outcome(delivery) {
  return delivery.status === undefined
    ? `no answer after ${delivery.milliseconds} ms`
    : `${delivery.status} in ${delivery.milliseconds} ms`;
}

export function outcomeBadge(delivery) {
  return h('span', { class: delivery.succeeded ? 'badge good' : 'badge bad' }, delivery.status ?? 'failed');
}

/** One call, closed: its title and how it ended; opened: what was sent. */
export function deliveryDetails(delivery) {
  const body = pretty(delivery.body);
  const headers = Object.entries(delivery.headers).map(([name, value]) => `${name}: ${value}`);
  return h(
    'details',
    { class: 'delivery', 'data-key': delivery.key },
    h(
      'summary',
      {},
      outcomeBadge(delivery),
      h('span', { class: 'delivery-title' }, h('strong', {}, delivery.title), ' → ', delivery.name),
      h('span', { class: 'muted' }, second(delivery.at), ` · ${delivery.milliseconds} ms`),
    ),
    h(
      'dl',
      { class: 'facts' },
      h('dt', {}, 'Target'),
      h('dd', {}, h('code', {}, delivery.target)),
      h('dt', {}, 'Outcome'),
      h('dd', {}, outcome(delivery), delivery.problem && `: ${delivery.problem}`),
      h('dt', {}, 'Headers'),
      h('dd', {}, h('code', { class: 'lines' }, headers.join('\n') || 'none besides the content type')),
    ),
    h(
      'div',
      { class: 'code-box' },
      h('pre', { tabindex: '0', role: 'region', 'aria-label': 'Body' }, body),
      copyButton('the body', () => body),
    ),
  );
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const SHOWN = 200;

export const deliveries = {
  id: 'deliveries',
  label: 'Deliveries',
  open(main) {
    const onlyFailed = h('input', { type: 'checkbox', onchange: () => polling.again() });
    const list = h('ul', { class: 'rows' });
    const empty = h(
      'div',
      { class: 'empty', hidden: true },
      h('h2', {}, 'Nothing was delivered yet'),
      h(
        'p',
        {},
        'Make a ',
        h('a', { href: '#/webhooks' }, 'webhook'),
        ', then ',
        h('a', { href: '#/rooms' }, 'post a message'),
        ' that it waits for.',
      ),
    );
    main.append(
      h('h1', { tabindex: '-1' }, 'Deliveries'),
      h(
        'p',
        { class: 'lead' },
        'Every call to a webhook, newest first: what was sent, and what the target answered. Open one to read it.',
      ),
      h(
        'div',
        { class: 'bar' },
        h('label', { class: 'check' }, onlyFailed, h('span', {}, 'Only those that failed')),
        h('button', { type: 'button', class: 'button small', onclick: clear }, 'Clear the list'),
      ),
      list,
      empty,
    );

    async function clear() {
      await doing(() => control('DELETE', '/deliveries'), 'The list is empty.');
      await polling.again();
    }

    const polling = poll(2000, async () => {
      const all = (await recentDeliveries()).filter((delivery) => !onlyFailed.checked || !delivery.succeeded);
      keep(list, all.slice(0, SHOWN), {
        key: (delivery) => delivery.key,
        row: () => h('li'),
        fill: (row, delivery) => refresh(row, delivery, deliveryDetails),
      });
      orEmpty(list, empty, all.length);
    });
    return { close: polling.stop };
  },
};
