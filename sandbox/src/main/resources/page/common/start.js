/** What this is, and the first call. */

import { h } from '../core/dom.js';

export const start = {
  id: 'start',
  label: 'Start',
  open(main, rest, providers) {
    main.append(
      h('h1', { tabindex: '-1' }, 'A place to try integrations'),
      h(
        'p',
        { class: 'lead' },
        'This sandbox plays services that integrations talk to. They answer as the real ones do, fail when you ask them to, ' +
          'and know nobody real. Everything is on this machine, and a reset brings back the start.',
      ),
      ...providers.map((provider) =>
        h('section', { class: 'card', 'aria-label': provider.name }, h('h2', {}, provider.name), provider.intro()),
      ),
      h(
        'section',
        { class: 'card', 'aria-label': 'See it work' },
        h('h2', {}, 'See it work'),
        h(
          'ol',
          { class: 'steps' },
          h(
            'li',
            {},
            h('a', { href: '#/webhooks' }, 'Make a webhook'),
            '. It may point at your program, or at a listener in here.',
          ),
          h(
            'li',
            {},
            h('a', { href: '#/rooms' }, 'Post a message'),
            ' as somebody, and watch the call that it causes.',
          ),
          h('li', {}, h('a', { href: '#/faults' }, 'Order a fault'), ', and see whether your program holds.'),
        ),
      ),
    );
    return {};
  },
};
