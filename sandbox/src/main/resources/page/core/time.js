/** Times, told by the sandbox's clock, which may be ahead of this machine's. */

import { h } from './dom.js';

let ahead = 0;

/** How far the sandbox's clock is ahead, in seconds. */
export function setAhead(seconds) {
  ahead = seconds;
}

export function now() {
  return new Date(Date.now() + ahead * 1000);
}

const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const MINUTE = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const SECOND = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const WHOLE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

function time(iso, text) {
  return h('time', { datetime: iso, title: iso }, text);
}

export function day(iso) {
  return DAY.format(new Date(iso));
}

export function minute(iso) {
  return time(iso, MINUTE.format(new Date(iso)));
}

export function second(iso) {
  return time(iso, SECOND.format(new Date(iso)));
}

export function whole(iso) {
  return time(iso, WHOLE.format(new Date(iso)));
}

export function wholeText(date) {
  return WHOLE.format(date);
}

const UNITS = [
  ['year', 31_536_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** A span in its largest fitting unit, such as "14 days". */
export function span(seconds) {
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  const count = Math.round(seconds / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function distance(iso) {
  const seconds = Math.round((new Date(iso) - now()) / 1000);
  if (Math.abs(seconds) < 5) {
    return 'just now';
  }
  return seconds < 0 ? `${span(-seconds)} ago` : `in ${span(seconds)}`;
}

/** How long ago, or from now on, as in "3 minutes ago"; it stays true while it is shown. */
export function relative(iso) {
  const element = time(iso, distance(iso));
  element.dataset.relative = '';
  return element;
}

setInterval(() => {
  document
    .querySelectorAll('time[data-relative]')
    .forEach((element) => (element.textContent = distance(element.dateTime)));
}, 5000);
