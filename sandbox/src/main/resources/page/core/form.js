/** Forms: every control has a label, and what the sandbox refuses is said where it was asked. */

import { h, newId } from './dom.js';

/** A labelled control, with a remark that belongs to it. */
export function field(label, control, help) {
  const id = control.id || newId('field');
  control.id = id;
  const helpId = `${id}-help`;
  if (help) {
    control.setAttribute('aria-describedby', helpId);
  }
  return h(
    'div',
    { class: 'field' },
    h('label', { for: id }, label),
    control,
    help && h('p', { class: 'help', id: helpId }, help),
  );
}

export function input(name, attributes = {}) {
  return h('input', { type: 'text', name, autocomplete: 'off', spellcheck: 'false', class: 'input', ...attributes });
}

/** A list to choose from; options are `[value, text]`. */
export function select(name, options, chosen, attributes = {}) {
  return h('select', { name, class: 'input', ...attributes }, optionsOf(options, chosen));
}

export function optionsOf(options, chosen) {
  return options.map(([value, text]) => h('option', { value, selected: value === chosen }, text));
}

export function checkbox(name, label, attributes = {}) {
  return h('label', { class: 'check' }, h('input', { type: 'checkbox', name, ...attributes }), h('span', {}, label));
}

/** A form that sends its values to `submit(values, form)` and shows the Problem it may throw. */
export function form({ action, submit, main = true, attributes = {} }, ...children) {
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const button = h('button', { type: 'submit', class: main ? 'button main' : 'button' }, action);
  const element = h(
    'form',
    {
      class: 'form',
      ...attributes,
      onsubmit: async (event) => {
        event.preventDefault();
        problem.hidden = true;
        button.disabled = true;
        try {
          await submit(Object.fromEntries(new FormData(element)), element);
        } catch (thrown) {
          problem.textContent = thrown.message;
          problem.hidden = false;
        } finally {
          button.disabled = false;
        }
      },
    },
    children,
    h('div', { class: 'actions' }, button),
    problem,
  );
  return element;
}

/** The number that somebody typed, or an Error that says which field has none. */
export function wholeNumber(label, text) {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value)) {
    throw new Error(`${label}: a whole number is needed.`);
  }
  return value;
}
