/** An adaptive card as a small form; what it does not know is passed over. */

import { h, newId } from '../core/dom.js';
import { field, form, input, select } from '../core/form.js';

/** A card to try submissions with. */
export const SAMPLE = {
  type: 'AdaptiveCard',
  version: '1.3',
  body: [
    { type: 'TextBlock', text: 'Lunch on Friday?', weight: 'bolder' },
    {
      type: 'Input.ChoiceSet',
      id: 'food',
      label: 'What',
      value: 'soup',
      choices: [
        { title: 'Soup', value: 'soup' },
        { title: 'Noodles', value: 'noodles' },
      ],
    },
    { type: 'Input.Number', id: 'guests', label: 'Guests', value: 1 },
    { type: 'Input.Toggle', id: 'outside', title: 'Eat outside', value: 'false' },
  ],
  actions: [{ type: 'Action.Submit', title: 'Answer', data: { card: 'lunch' } }],
};

/** The card; `submit(person, inputs)` is called with what one of the people answers. */
export function card(content, people, submit) {
  const actions = content.actions ?? [];
  const links = actions.filter((action) => action.type === 'Action.OpenUrl');
  const sending = actions.filter((action) => action.type === 'Action.Submit');
  const body = (content.body ?? []).map(element);
  const linkList = links.map((action) => h('p', {}, action.title ?? 'Open', ': ', h('code', {}, action.url)));
  if (sending.length === 0 || people.length === 0) {
    return h('div', { class: 'card-form' }, body, linkList);
  }
  return form(
    {
      action: sending[0].title ?? 'Submit',
      main: false,
      attributes: { class: 'form card-form', 'aria-label': 'Card' },
      submit: (values, sent) => submit(values.submitter, inputs(sent, sending[0].data)),
    },
    body,
    linkList,
    field('Submit as', select('submitter', people, people[0][0])),
  );
}

function inputs(sent, data) {
  const answers = typeof data === 'object' ? { ...data } : {};
  for (const box of sent.querySelectorAll('[data-card-input]')) {
    const { name } = box;
    answers[name] = box.type === 'checkbox' ? (box.checked ? box.dataset.on : box.dataset.off) : box.value;
  }
  return answers;
}

function element(item) {
  switch (item.type) {
    case 'TextBlock':
    case 'RichTextBlock':
      return h('p', { class: /bolder/i.test(item.weight ?? '') ? 'heading' : undefined }, item.text ?? '');
    case 'FactSet':
      return h(
        'dl',
        { class: 'facts' },
        (item.facts ?? []).map((fact) => [h('dt', {}, fact.title), h('dd', {}, fact.value)]),
      );
    case 'Image':
      return h('p', { class: 'muted' }, `Picture: ${item.altText ?? item.url}`);
    case 'Container':
    case 'Column':
      return (item.items ?? []).map(element);
    case 'ColumnSet':
      return (item.columns ?? []).map(element);
    default:
      return (item.type ?? '').startsWith('Input.') ? inputField(item) : null;
  }
}

function inputField(item) {
  const label = item.label ?? item.placeholder ?? item.title ?? item.id;
  const common = { 'data-card-input': true, id: newId('card') };
  const value = item.value === undefined ? '' : String(item.value);
  switch (item.type) {
    case 'Input.Toggle': {
      const on = item.valueOn ?? 'true';
      return h(
        'label',
        { class: 'check' },
        h('input', {
          type: 'checkbox',
          name: item.id,
          checked: value === on,
          'data-on': on,
          'data-off': item.valueOff ?? 'false',
          ...common,
        }),
        h('span', {}, item.title ?? label),
      );
    }
    case 'Input.ChoiceSet':
      return field(
        label,
        select(
          item.id,
          (item.choices ?? []).map((choice) => [choice.value, choice.title]),
          value,
          common,
        ),
      );
    case 'Input.Text':
      return field(
        label,
        item.isMultiline
          ? h('textarea', { name: item.id, class: 'input', value, ...common })
          : input(item.id, { value, ...common }),
      );
    default:
      return field(
        label,
        input(item.id, {
          type: { 'Input.Number': 'number', 'Input.Date': 'date', 'Input.Time': 'time' }[item.type] ?? 'text',
          value,
          ...common,
        }),
      );
  }
}
