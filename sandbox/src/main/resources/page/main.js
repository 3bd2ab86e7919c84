/** The frame: navigation, the clock, the reset, and the section that is open. */

import { control } from './core/api.js';
import { h, icon } from './core/dom.js';
import { poll } from './core/poll.js';
import { confirmed, doing, say } from './core/say.js';
import { setAhead, span } from './core/time.js';
import { calls } from './common/calls.js';
import { deliveries } from './common/deliveries.js';
import { faults } from './common/faults.js';
import { settings } from './common/settings.js';
import { start } from './common/start.js';
import { webex } from './webex/webex.js';

const providers = [webex];
const groups = [
  { sections: [start] },
  ...providers.map((provider) => ({ label: provider.name, sections: provider.sections })),
  { label: 'All providers', sections: [deliveries, calls, faults, settings] },
];
const sections = groups.flatMap((group) => group.sections);
const first = webex.sections[0];

const main = document.getElementById('main');
const menu = document.getElementById('menu');
const menuButton = document.querySelector('.menu-button');
let open;

function route() {
  const [id, ...rest] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  const section = sections.find((known) => known.id === id) ?? first;
  showMenu(false);
  if (open?.section === section && open.go) {
    open.go(rest);
    return;
  }
  const former = open;
  former?.close();
  document.title = `${section.label} · Valence sandbox`;
  for (const link of menu.querySelectorAll('a')) {
    if (link.dataset.section === section.id) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  main.className = section.wide ? 'wide' : '';
  main.replaceChildren();
  open = { section, close() {}, ...section.open(main, rest, providers) };
  if (former) {
    scrollTo(0, 0);
    main.querySelector('h1')?.focus();
  }
}

function showMenu(shown) {
  menuButton.setAttribute('aria-expanded', String(shown));
  menu.classList.toggle('shown', shown);
}

function link(section) {
  return h('li', {}, h('a', { href: `#/${section.id}`, 'data-section': section.id }, icon(section.id), section.label));
}

menu.append(
  ...groups.map(({ label, sections: items }) =>
    h('div', {}, label && h('h2', { class: 'menu-title' }, label), h('ul', {}, items.map(link))),
  ),
);
menuButton.addEventListener('click', () => showMenu(menuButton.getAttribute('aria-expanded') !== 'true'));
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});

async function reset() {
  const sure = await confirmed(
    'Reset the sandbox?',
    'People, rooms and messages go back to the start. Tokens, webhooks, registered integrations, faults and the calls so' +
      ' far are gone, and the clock is right again.',
    'Reset everything',
  );
  if (sure) {
    await doing(() => control('POST', '/reset'));
    await clock.again();
    open.close();
    open = undefined;
    route();
    say('The sandbox is as it was at the start.');
  }
}

const moved = h('a', { class: 'chip', href: '#/settings', hidden: true });
document
  .getElementById('top-right')
  .append(moved, h('button', { type: 'button', class: 'button small', onclick: reset }, 'Reset'));

const clock = poll(5000, async () => {
  const { aheadSeconds } = await control('GET', '/clock');
  setAhead(aheadSeconds);
  moved.hidden = aheadSeconds === 0;
  moved.textContent = `Clock: ${span(aheadSeconds)} ahead`;
});
document.addEventListener('clock-moved', () => clock.again());

providers.forEach((provider) => provider.arrive());
addEventListener('hashchange', route);
route();
