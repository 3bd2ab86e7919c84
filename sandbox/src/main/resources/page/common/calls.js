/** The calls that the simulated services received, live. */

import { control } from '../core/api.js';
import { h } from '../core/dom.js';
import { field, input } from '../core/form.js';
import { keep, orEmpty, refresh } from '../core/list.js';
import { poll } from '../core/poll.js';
import { doing } from '../core/say.js';
import { second } from '../core/time.js';

const SHOWN = 200;

export const calls = {
  id: 'calls',
  label: 'Calls',
  open(main) {
    const filter = input('filter', { type: 'search', placeholder: 'such as /messages or bob@', oninput: () => show() });
    const onlyRefused = h('input', { type: 'checkbox', onchange: () => show() });
    const paused = h('input', { type: 'checkbox', onchange: () => polling.again() });
    const counts = h('p', { class: 'badges', 'aria-label': 'Counts' });
    const rows = h('tbody');
    const table = h(
      'table',
      { class: 'calls' },
      h('caption', { class: 'visually-hidden' }, 'Recent calls, newest first'),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ['Time', 'Status', 'Call', 'By', 'Took'].map((name) => h('th', { scope: 'col' }, name)),
        ),
      ),
      rows,
    );
    const empty = h(
      'div',
      { class: 'empty', hidden: true },
      h('h2', {}, 'No call to show'),
      h(
        'p',
        {},
        'Calls of the simulated services appear here by themselves. The first one is on ',
        h('a', { href: '#/start' }, 'Start'),
        '.',
      ),
    );
    let known = { received: 0, byStatus: {}, recent: [] };

    main.append(
      h('h1', { tabindex: '-1' }, 'Calls'),
      h(
        'p',
        { class: 'lead' },
        'What programs asked the simulated services, newest first. What this page does is not counted.',
      ),
      h(
        'div',
        { class: 'bar' },
        field('Filter', filter),
        h(
          'div',
          { class: 'actions' },
          h('label', { class: 'check' }, onlyRefused, h('span', {}, 'Only refused')),
          h('label', { class: 'check' }, paused, h('span', {}, 'Pause')),
          h('button', { type: 'button', class: 'button small', onclick: clear }, 'Clear the list'),
        ),
      ),
      counts,
      table,
      empty,
    );

    async function clear() {
      await doing(() => control('DELETE', '/calls'), 'The list is empty.');
      known = await control('GET', '/calls');
      show();
    }

    function show() {
      const wanted = filter.value.trim().toLowerCase();
      const fitting = numbered(known.recent)
        .filter((call) => !onlyRefused.checked || call.status === 0 || call.status >= 400)
        .filter((call) => `${call.method} ${call.path} ${call.caller ?? ''}`.toLowerCase().includes(wanted));
      keep(rows, fitting.slice(0, SHOWN), {
        key: (call) => call.key,
        row: () => h('tr'),
        fill: (row, call) => refresh(row, call, cells),
      });
      refresh(counts, [known.received, known.byStatus], summary);
      orEmpty(table, empty, fitting.length);
    }

    const polling = poll(2000, async () => {
      if (!paused.checked) {
        known = await control('GET', '/calls');
        show();
      }
    });
    return { close: polling.stop };
  },
};

/** Each call with a key that it keeps while newer ones come. */
function numbered(recent) {
  const seen = new Map();
  return [...recent]
    .reverse()
    .map((call) => {
      const name = `${call.at} ${call.method} ${call.path}`;
      seen.set(name, (seen.get(name) ?? 0) + 1);
      return { ...call, key: `${name} ${seen.get(name)}` };
    })
    .reverse();
}

function summary([received, byStatus]) {
  return [
    h('span', { class: 'badge' }, `${received} received`),
    ...Object.entries(byStatus).map(([status, count]) =>
      h(
        'span',
        { class: `badge ${tone(Number(status))}` },
        status === '0' ? `${count} without an answer` : `${count} × ${status}`,
      ),
    ),
  ];
}

function tone(status) {
  if (status === 0 || status >= 500) {
    return 'bad';
  }
  return status >= 400 ? 'warn' : 'good';
}

function cells(call) {
  return [
    h('td', {}, second(call.at)),
    h('td', {}, h('span', { class: `badge ${tone(call.status)}` }, call.status === 0 ? 'none' : call.status)),
    h(
      'td',
      {},
      h('code', {}, h('strong', {}, call.method), ` ${call.path}`),
      call.grant && h('span', { class: 'muted' }, ` ${call.grant}`),
    ),
    h('td', { class: 'muted' }, call.caller ?? '–'),
    h('td', { class: 'muted number' }, `${call.milliseconds} ms`),
  ];
}
