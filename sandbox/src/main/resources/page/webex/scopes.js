/** Choosing scopes from everything the sandbox knows. */

import { h } from '../core/dom.js';
import { field, input } from '../core/form.js';

const PRESETS = [
  ['Everything of a person', (scope) => scope === 'spark:all'],
  ['Messaging', (scope) => /^spark:(people|rooms|memberships|messages|teams|team_memberships)_/.test(scope)],
  ['Reading only', (scope) => /^spark:.*_read$/.test(scope)],
  ['None', () => false],
];

/** A list of boxes to tick, with a filter and quick choices; `chosen()` answers what is ticked. */
export function scopesField(scopes, ticked) {
  const boxes = scopes.map((scope) =>
    h('input', { type: 'checkbox', value: scope, checked: ticked.includes(scope), onchange: count }),
  );
  const rows = boxes.map((box) => h('label', { class: 'check' }, box, h('code', {}, box.value)));
  const summary = h('summary', {});
  const filter = input('scope-filter', {
    type: 'search',
    oninput: () =>
      rows.forEach((row, index) => (row.hidden = !scopes[index].includes(filter.value.trim().toLowerCase()))),
    onkeydown: (event) => event.key === 'Enter' && event.preventDefault(),
  });

  function chosen() {
    return boxes.filter((box) => box.checked).map((box) => box.value);
  }

  function count() {
    const names = chosen();
    summary.textContent =
      names.length <= 3 ? `Scopes: ${names.join(', ') || 'none yet'}` : `Scopes: ${names.length} chosen`;
  }

  function tick(wanted) {
    boxes.forEach((box) => (box.checked = wanted(box.value)));
    count();
  }

  count();
  return {
    chosen,
    element: h(
      'details',
      { class: 'scopes' },
      summary,
      h(
        'div',
        { class: 'actions', role: 'group', 'aria-label': 'Quick choices' },
        PRESETS.map(([name, wanted]) =>
          h('button', { type: 'button', class: 'button small', onclick: () => tick(wanted) }, name),
        ),
      ),
      field('Find a scope', filter),
      h('div', { class: 'scope-list', tabindex: '0', role: 'group', 'aria-label': 'Scopes' }, rows),
    ),
  };
}
