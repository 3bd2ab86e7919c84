/** Who exists, and how people are shown. */

import { control } from '../core/api.js';
import { h, newId } from '../core/dom.js';
import { field, input, optionsOf, select } from '../core/form.js';

/** A choice among more than these is typed instead. */
const LISTED = 100;
const TONES = 6;

let known = new Map();

/** Asks anew who exists. */
export async function loadPeople() {
  const { people } = await control('GET', '/people');
  known = new Map(people.map((person) => [person.email, person]));
  return people;
}

export function nameOf(email) {
  return known.get(email)?.name ?? email;
}

export function isBot(email) {
  return known.get(email)?.type === 'bot';
}

/** Somebody who may do what only administrators may. */
export function administrator() {
  return [...known.values()].find((person) => person.roles.includes('Full Administrator'))?.email;
}

/** A coloured disc with initials. */
export function avatar(email) {
  const initials = nameOf(email)
    .split(/[\s@.]+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase());
  const tone = [...email].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 997, 0) % TONES;
  return h('span', { class: `avatar tone-${tone}${isBot(email) ? ' square' : ''}`, 'aria-hidden': 'true' }, initials);
}

function choices(people) {
  return people.map((person) => [person.email, person.type === 'bot' ? `${person.name} (bot)` : person.name]);
}

/** A field for one person: a list, or with very many people a box to type an address into. */
export function personField(label, people, chosen, help) {
  if (people.length <= LISTED) {
    return field(label, select('person', choices(people), chosen), help);
  }
  const list = h('datalist', { id: newId('people') }, optionsOf(choices(people.slice(0, 500))));
  return h('div', {}, field(label, input('person', { value: chosen ?? '', list: list.id }), help), list);
}
