/** Misbehaviour on demand. */

import { control } from '../core/api.js';
import { h } from '../core/dom.js';
import { checkbox, field, form, input, optionsOf, wholeNumber } from '../core/form.js';
import { keep, orEmpty, refresh } from '../core/list.js';
import { poll } from '../core/poll.js';
import { doing, say } from '../core/say.js';

/** Each kind with what it means to a program, and the members it takes. */
const KINDS = [
  {
    kind: 'status',
    name: 'Error status',
    text: 'Answers an error instead of doing the work: 429 when calls come too fast, 503 when the service is down.',
    members: ['status', 'retryAfter'],
  },
  {
    kind: 'latency',
    name: 'Late answer',
    text: 'Does the work, but takes its time. Does your program wait long enough, and not too long?',
    members: ['milliseconds'],
  },
  {
    kind: 'hang',
    name: 'No answer',
    text: 'Keeps the connection open and says nothing. Does your program give up at some point?',
    members: ['milliseconds'],
  },
  {
    kind: 'reset',
    name: 'Closed connection',
    text: 'Closes the connection without an answer. Nobody can tell whether the work was done.',
    members: [],
  },
  {
    kind: 'truncate',
    name: 'Cut-off answer',
    text: 'Announces the whole answer, sends half of it and closes the connection.',
    members: [],
  },
  {
    kind: 'invalidJson',
    name: 'Broken JSON',
    text: 'Sends half of the answer as if that were all. It looks like success until it is read.',
    members: [],
  },
  {
    kind: 'unreadable',
    name: 'Unreadable item',
    text: 'Answers a list whose first item could not be decrypted: its title or text is empty, and it tells why.',
    members: [],
  },
];

const LABELS = { status: 'Status', retryAfter: 'Retry-After, in seconds', milliseconds: 'How long, in milliseconds' };

const STATUSES = [
  ['429', '429 Too many requests'],
  ['500', '500 Internal error'],
  ['502', '502 Bad gateway'],
  ['503', '503 Unavailable'],
  ['401', '401 Unauthorized'],
  ['403', '403 Forbidden'],
  ['404', '404 Not found'],
];

export const faults = {
  id: 'faults',
  label: 'Faults',
  open(main, rest, providers) {
    const list = h('ul', { class: 'rows', 'aria-label': 'Waiting faults' });
    const empty = h(
      'p',
      { class: 'empty', hidden: true },
      'No fault is waiting: every call is answered as it should be.',
    );
    const takeAll = h(
      'button',
      { type: 'button', class: 'button small', hidden: true, onclick: clear },
      'Take all back',
    );
    main.append(
      h('h1', { tabindex: '-1' }, 'Faults'),
      h(
        'p',
        { class: 'lead' },
        'Order what goes wrong with the next calls, then watch how your program takes it. This page itself is spared.',
      ),
      h(
        'section',
        { class: 'card', 'aria-label': 'Waiting' },
        h('div', { class: 'bar' }, h('h2', {}, 'Waiting'), takeAll),
        list,
        empty,
      ),
      h(
        'section',
        { class: 'card', 'aria-label': 'Order a fault' },
        h('h2', {}, 'Order a fault'),
        orderForm(providers, () => polling.again()),
      ),
    );

    async function clear() {
      await doing(() => control('DELETE', '/faults'), 'All faults are taken back.');
      await polling.again();
    }

    const polling = poll(2000, async () => {
      const { faults: waiting } = await control('GET', '/faults');
      keep(list, waiting, {
        key: (fault) => fault.id,
        row: () => h('li'),
        fill: (row, fault) => refresh(row, fault, () => waitingRow(fault, () => polling.again())),
      });
      takeAll.hidden = waiting.length < 2;
      orEmpty(list, empty, waiting.length);
    });
    return { close: polling.stop };
  },
};

function waitingRow(fault, changed) {
  const name = KINDS.find((known) => known.kind === fault.kind)?.name ?? fault.kind;
  return h(
    'div',
    { class: 'row' },
    h(
      'div',
      { class: 'row-text' },
      h('strong', {}, fault.status ? `${name} ${fault.status}` : name),
      h('span', { class: 'muted' }, [
        ' on ',
        fault.path ? h('code', {}, fault.path) : 'every path',
        fault.oneTokenOnly && ' of one token',
        fault.milliseconds && `, ${fault.milliseconds} ms`,
        fault.retryAfter !== undefined && `, Retry-After ${fault.retryAfter} s`,
        fault.after && ', after the work is done',
      ]),
    ),
    h('span', { class: 'badge warn' }, fault.left === 1 ? 'next call' : `next ${fault.left} calls`),
    h(
      'button',
      {
        type: 'button',
        class: 'button small',
        'aria-label': `Take back ${name}`,
        onclick: async () => {
          await doing(() => control('DELETE', `/faults/${fault.id}`), 'Taken back.');
          changed();
        },
      },
      'Take back',
    ),
  );
}

function orderForm(providers, changed) {
  const members = {
    status: field(LABELS.status, input('status', { list: 'statuses', inputmode: 'numeric', value: '429' })),
    retryAfter: field(
      LABELS.retryAfter,
      input('retryAfter', { inputmode: 'numeric', value: '3' }),
      'Leave it empty to send no such header.',
    ),
    milliseconds: field(
      LABELS.milliseconds,
      input('milliseconds', { inputmode: 'numeric', value: '3000' }),
      '0 is for ever when there is no answer.',
    ),
  };

  function choose(kind) {
    for (const [name, element] of Object.entries(members)) {
      element.hidden = !kind.members.includes(name);
    }
  }

  const kinds = KINDS.map((kind, index) =>
    h(
      'label',
      { class: 'choice' },
      h('input', { type: 'radio', name: 'kind', value: kind.kind, checked: index === 0, onchange: () => choose(kind) }),
      h('span', {}, h('strong', {}, kind.name), h('span', { class: 'muted' }, kind.text)),
    ),
  );
  choose(KINDS[0]);
  return form(
    {
      action: 'Order it',
      async submit(values) {
        const kind = KINDS.find((known) => known.kind === values.kind);
        await control('POST', '/faults', orderOf(kind, values));
        say('Ordered. It waits for the next fitting call.');
        await changed();
      },
    },
    h('fieldset', { class: 'choices' }, h('legend', {}, 'What goes wrong'), kinds),
    h(
      'div',
      { class: 'fields' },
      Object.values(members),
      field('Path', input('path', { list: 'paths', placeholder: 'every path' }), 'With everything below it.'),
      field('How many calls', input('count', { inputmode: 'numeric', value: '1' })),
      field(
        'Only with this token',
        input('token', { placeholder: 'any token' }),
        'An access token, or a refresh token when it is redeemed.',
      ),
    ),
    checkbox('after', 'Do the work first, so that only the answer suffers'),
    h('datalist', { id: 'statuses' }, optionsOf(STATUSES)),
    h(
      'datalist',
      { id: 'paths' },
      optionsOf(providers.flatMap((provider) => provider.paths.map((path) => [path, provider.name]))),
    ),
  );
}

function orderOf(kind, values) {
  const order = { kind: kind.kind, after: values.after === 'on', count: wholeNumber('How many calls', values.count) };
  for (const name of kind.members) {
    if (values[name].trim() !== '') {
      order[name] = wholeNumber(LABELS[name], values[name]);
    }
  }
  for (const name of ['path', 'token']) {
    if (values[name].trim() !== '') {
      order[name] = values[name].trim();
    }
  }
  return order;
}
