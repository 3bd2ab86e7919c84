/** Dialogs about rooms: a new one, a direct message, and who is in one. */

import { h } from '../core/dom.js';
import { field, form, input } from '../core/form.js';
import { confirmed, copyLine, dialog, doing } from '../core/say.js';
import { act } from './act.js';
import { personField } from './directory.js';

const LISTED = 100;

/** Asks for a new room or a direct message; answers through `opened(roomId)`. */
export function newRoom(viewer, people, opened) {
  const others = people.filter((person) => person.email !== viewer);
  const box = dialog(
    'Begin a conversation',
    h('h3', {}, 'In a new room'),
    form(
      {
        action: 'Make the room',
        async submit({ title }, element) {
          const room = await act(viewer, 'POST', '/rooms', { title });
          for (const checked of element.querySelectorAll('[name=member]:checked')) {
            await act(viewer, 'POST', '/memberships', { roomId: room.id, personEmail: checked.value });
          }
          box.close();
          opened(room.id);
        },
      },
      field('Title', input('title', { required: true })),
      h(
        'fieldset',
        { class: 'members-choice' },
        h('legend', {}, 'With'),
        others
          .slice(0, LISTED)
          .map((person) =>
            h(
              'label',
              { class: 'check' },
              h('input', { type: 'checkbox', name: 'member', value: person.email }),
              h('span', {}, person.name),
            ),
          ),
      ),
    ),
    h('h3', {}, 'With one person'),
    form(
      {
        action: 'Send',
        async submit({ person, markdown }) {
          const message = await act(viewer, 'POST', '/messages', { toPersonEmail: person, markdown });
          box.close();
          opened(message.roomId);
        },
      },
      personField('To', others, others[0]?.email),
      field('Message', h('textarea', { name: 'markdown', class: 'input', rows: '2', required: true })),
    ),
  );
}

/** Shows a room's id and members, who may be added and taken out; `changed()` is called afterwards. */
export function roomDetails(room, viewer, people, changed) {
  const list = h('ul', { class: 'rows' });
  const adding = h('div');
  const box = dialog(room.title, copyLine('Room id', room.id), h('h3', {}, 'Members'), list, adding, deleting());

  async function show() {
    const { items } = await act(viewer, 'GET', `/memberships?roomId=${room.id}&max=${LISTED}`);
    const inside = new Set(items.map((member) => member.personEmail));
    const outside = people.filter((person) => !inside.has(person.email));
    list.replaceChildren(...items.map(row));
    adding.replaceChildren(...(room.type === 'direct' || outside.length === 0 ? [] : [addForm(outside)]));
  }

  function row(member) {
    return h(
      'li',
      {},
      h(
        'div',
        { class: 'row' },
        h(
          'div',
          { class: 'row-text' },
          h('strong', {}, member.personDisplayName),
          h('span', { class: 'muted' }, ` ${member.personEmail}`),
        ),
        member.isModerator && h('span', { class: 'badge' }, 'moderator'),
        room.type !== 'direct' &&
          h(
            'button',
            {
              type: 'button',
              class: 'button small',
              'aria-label': `Take out ${member.personDisplayName}`,
              onclick: () => doing(() => after(act(viewer, 'DELETE', `/memberships/${member.id}`))),
            },
            'Take out',
          ),
      ),
    );
  }

  function addForm(outside) {
    return form(
      {
        action: 'Add',
        main: false,
        attributes: { class: 'form inline' },
        submit: ({ person }) => after(act(viewer, 'POST', '/memberships', { roomId: room.id, personEmail: person })),
      },
      personField('Add somebody', outside, outside[0].email),
    );
  }

  function deleting() {
    return h(
      'div',
      { class: 'actions' },
      room.type !== 'direct' &&
        h('button', { type: 'button', class: 'button danger', onclick: remove }, 'Delete the room'),
    );
  }

  async function remove() {
    if (
      await confirmed(
        `Delete ${room.title}?`,
        room.teamId
          ? 'It belongs to a team, so it is archived with its messages, if the person you look through may delete it.'
          : 'The room goes with all its messages, if the person you look through may delete it.',
        'Delete',
      )
    ) {
      await doing(async () => {
        await act(viewer, 'DELETE', `/rooms/${room.id}`);
        box.close();
        changed();
      }, 'Deleted.');
    }
  }

  async function after(work) {
    await work;
    changed();
    await show();
  }

  doing(show);
}
