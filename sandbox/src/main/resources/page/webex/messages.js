/** The messages of a room, oldest first, replies below what they answer. */

import { h, icon } from '../core/dom.js';
import { keep, refresh } from '../core/list.js';
import { copyButton } from '../core/say.js';
import { day, minute } from '../core/time.js';
import { card } from './card.js';
import { avatar, isBot, nameOf } from './directory.js';
import { file } from './files.js';
import { flow } from './flow.js';
import { markup } from './markup.js';

const TOGETHER = 5 * 60_000;
const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/**
 * Shows the messages, which come newest first.
 *
 * `on` has what can be done: `reply(message)`, `edit(message)`, `remove(message)` and `submit(message, person, inputs)`.
 */
export function showMessages(list, messages, { flows, viewer, members, on }) {
  keep(list, items(messages), {
    key: (item) => item.key,
    row: (item) => (item.day ? h('li', { class: 'day' }) : h('li', {}, h('div'), h('div'))),
    fill(row, item) {
      if (item.day) {
        row.textContent = item.day;
        return;
      }
      const { message, reply, followed } = item;
      row.className = `message${reply ? ' reply' : ''}${followed ? ' followed' : ''}`;
      refresh(row.firstChild, [message, followed, viewer, members], () => content(message, { viewer, members, on }));
      refresh(row.lastChild, flows.get(message.id) ?? [], flow);
    },
  });
}

function items(messages) {
  const oldestFirst = [...messages].reverse();
  const known = new Set(messages.map((message) => message.id));
  const isReply = (message) => known.has(message.parentId);
  const all = [];
  let lastDay;
  for (const top of oldestFirst.filter((message) => !isReply(message))) {
    const thisDay = day(top.created);
    if (thisDay !== lastDay) {
      all.push({ key: thisDay, day: thisDay });
      lastDay = thisDay;
    }
    const thread = oldestFirst.filter((message) => message.parentId === top.id);
    [top, ...thread].forEach((message) => {
      const reply = message !== top;
      const before = all.at(-1);
      all.push({ key: message.id, message, reply, followed: follows(before, message, reply) });
    });
  }
  return all;
}

function follows(before, message, reply) {
  return (
    before?.message !== undefined &&
    before.reply === reply &&
    before.message.personEmail === message.personEmail &&
    new Date(message.created) - new Date(before.message.created) < TOGETHER
  );
}

function content(message, { viewer, members, on }) {
  const others = members.filter((member) => member.email !== message.personEmail && !isBot(member.email));
  const cards = (message.attachments ?? []).filter((attachment) => attachment.contentType === CARD_TYPE);
  return [
    avatar(message.personEmail),
    h(
      'p',
      { class: 'message-head' },
      h('strong', {}, nameOf(message.personEmail)),
      isBot(message.personEmail) && h('span', { class: 'badge' }, 'bot'),
      h('span', { class: 'muted' }, minute(message.created), message.updated && ' · edited'),
    ),
    h(
      'div',
      { class: 'message-body' },
      message.html ? markup(message.html) : h('p', { class: 'plain' }, message.text ?? ''),
    ),
    (message.files ?? []).map((address) => file(address, viewer)),
    cards.map((attachment) =>
      card(
        attachment.content,
        others.map((member) => [member.email, member.name]),
        (person, inputs) => on.submit(message, person, inputs),
      ),
    ),
    actions(message, on),
  ];
}

function actions(message, on) {
  const who = nameOf(message.personEmail);
  const editable = !message.files && !message.attachments;
  return h(
    'div',
    { class: 'message-actions', role: 'group', 'aria-label': `Message of ${who}` },
    !message.parentId && button('reply', 'Reply', () => on.reply(message)),
    editable && button('edit', `Edit as ${who}`, () => on.edit(message)),
    button('remove', `Delete as ${who}`, () => on.remove(message)),
    copyButton('the message id', () => message.id),
  );
}

function button(drawing, name, onclick) {
  return h(
    'button',
    { type: 'button', class: 'button small', 'aria-label': name, title: name, onclick },
    icon(drawing),
  );
}
