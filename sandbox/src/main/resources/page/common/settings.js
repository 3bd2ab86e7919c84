/** How the sandbox runs: lives of tokens, limits, webhooks, and its clock. */

import { control } from '../core/api.js';
import { h } from '../core/dom.js';
import { field, form, input, wholeNumber } from '../core/form.js';
import { poll } from '../core/poll.js';
import { say } from '../core/say.js';
import { span, wholeText } from '../core/time.js';

const NUMBERS = [
  [
    'accessTokenSeconds',
    'Life of an access token, in seconds',
    'Holds for tokens made from now on. 60 lets you see a refresh soon.',
  ],
  ['refreshTokenSeconds', 'Life of a refresh token, in seconds', 'Counted anew at each refresh.'],
  ['rateLimit', 'Calls a minute', 'For each person and resource; more are answered 429. 0 is no limit.'],
  ['webhookRetries', 'Further attempts when a webhook fails', 'After 1, 2, 4 … seconds. The real Webex makes none.'],
];

const SWITCHES = [
  [
    'refreshTokenRotation',
    'Rotate refresh tokens',
    'Each refresh answers a new refresh token and refuses the former one.',
  ],
  ['duplicateWebhooks', 'Send webhooks twice', 'Each call goes out two times. Does your program notice?'],
  ['reorderWebhooks', 'Send webhooks out of order', 'Each call is overtaken by the one after it.'],
  [
    'autoApprove',
    'Approve consents at once',
    'An authorize request whose login_hint names somebody who can sign in is answered without the page.',
  ],
  ['nullMaxInLinks', 'Broken paging links', 'Links to the next page say max=null, a known defect of the real Webex.'],
];

const JUMPS = [
  [3_600, '1 hour'],
  [86_400, '1 day'],
  [1_209_600, '14 days'],
  [7_776_000, '90 days'],
];

export const settings = {
  id: 'settings',
  label: 'Settings & clock',
  open(main) {
    const clock = clockCard();
    main.append(
      h('h1', { tabindex: '-1' }, 'Settings & clock'),
      h('p', { class: 'lead' }, 'They hold at once and until the next reset or start.'),
      clock.element,
      settingsCard(),
    );
    return { close: clock.stop };
  },
};

function clockCard() {
  const shown = h('p', { class: 'clock' });
  const distance = h('p', { class: 'muted' });
  let ahead = 0;

  function tick() {
    shown.textContent = wholeText(new Date(Date.now() + ahead * 1000));
    distance.textContent = ahead === 0 ? 'The time of this machine.' : `${span(ahead)} ahead of this machine.`;
  }

  const polling = poll(5000, async () => {
    ahead = (await control('GET', '/clock')).aheadSeconds;
    tick();
  });
  const ticking = setInterval(tick, 1000);

  async function advance(seconds) {
    await control('POST', '/clock', { advanceSeconds: seconds });
    document.dispatchEvent(new Event('clock-moved'));
    await polling.again();
    say(`The clock is ${span(seconds)} further.`);
  }

  const other = form(
    {
      action: 'Move',
      main: false,
      attributes: { class: 'form inline' },
      submit: ({ seconds }) => advance(wholeNumber('Another time', seconds)),
    },
    field('Another time, in seconds', input('seconds', { inputmode: 'numeric', value: '60' })),
  );
  return {
    stop() {
      polling.stop();
      clearInterval(ticking);
    },
    element: h(
      'section',
      { class: 'card', 'aria-label': 'Clock' },
      h('h2', {}, 'Clock'),
      h('div', { class: 'clock-now' }, shown, distance),
      h(
        'p',
        { class: 'help' },
        'Move it ahead to see tokens end: access tokens live 14 days and refresh tokens 90, unless the settings say otherwise. Only a reset takes it back.',
      ),
      h(
        'div',
        { class: 'actions', role: 'group', 'aria-label': 'Move the clock ahead' },
        JUMPS.map(([seconds, name]) =>
          h(
            'button',
            {
              type: 'button',
              class: 'button',
              onclick: () => advance(seconds).catch((problem) => say(problem.message)),
            },
            `+ ${name}`,
          ),
        ),
      ),
      other,
    ),
  };
}

function settingsCard() {
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const numbers = NUMBERS.map(([name, label, help]) => {
    const box = input(name, { inputmode: 'numeric', onchange: () => save(name, () => wholeNumber(label, box.value)) });
    return { name, box, element: field(label, box, help) };
  });
  const switches = SWITCHES.map(([name, label, help]) => {
    const box = h('input', { type: 'checkbox', role: 'switch', name, onchange: () => save(name, () => box.checked) });
    return {
      name,
      box,
      element: h(
        'label',
        { class: 'choice' },
        box,
        h('span', {}, h('strong', {}, label), h('span', { class: 'muted' }, help)),
      ),
    };
  });

  function show(values) {
    numbers.forEach(({ name, box }) => (box.value = values[name]));
    switches.forEach(({ name, box }) => (box.checked = values[name]));
  }

  async function save(name, value) {
    problem.hidden = true;
    try {
      show(await control('PUT', '/settings', { [name]: value() }));
      say('Saved.');
    } catch (thrown) {
      problem.textContent = thrown.message;
      problem.hidden = false;
    }
  }

  control('GET', '/settings').then(show, (thrown) => say(thrown.message));
  return h(
    'section',
    { class: 'card', 'aria-label': 'Settings' },
    h('h2', {}, 'Settings'),
    h(
      'div',
      { class: 'fields' },
      numbers.map(({ element }) => element),
    ),
    h(
      'fieldset',
      { class: 'choices' },
      h('legend', {}, 'Switches'),
      switches.map(({ element }) => element),
    ),
    problem,
  );
}
