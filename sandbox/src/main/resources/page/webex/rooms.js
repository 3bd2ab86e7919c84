/** Rooms and messages, seen through somebody's eyes. */

import { h, icon } from '../core/dom.js';
import { keep, orEmpty, refresh } from '../core/list.js';
import { poll } from '../core/poll.js';
import { confirmed, doing, say } from '../core/say.js';
import { relative } from '../core/time.js';
import { act } from './act.js';
import { composer } from './composer.js';
import { isBot, loadPeople, nameOf, personField } from './directory.js';
import { flows } from './flow.js';
import { showMessages } from './messages.js';
import { newRoom, roomDetails } from './room.js';

const ROOMS = 100;
const STEP = 50;
const NEAR_BOTTOM = 80;
const FIRST_VIEWER = 'bob@sandbox.example';
const STORED = 'sandbox.viewer';

export const rooms = {
  id: 'rooms',
  label: 'Rooms',
  wide: true,
  open(main, [given]) {
    let people = [];
    let viewer = localStorage.getItem(STORED) ?? FIRST_VIEWER;
    let roomId = given;
    let shownCount = STEP;
    let known = [];
    let members = [];
    let membersOf;

    const eyes = h('div', { class: 'eyes' });
    const list = h('ul', { class: 'room-list' });
    const noRooms = h('p', { class: 'empty', hidden: true });
    const side = h(
      'section',
      { class: 'room-side', 'aria-label': 'Rooms' },
      h(
        'div',
        { class: 'bar' },
        h('h2', {}, 'Rooms'),
        h('button', { type: 'button', class: 'button small', onclick: begin }, icon('plus'), 'New'),
      ),
      eyes,
      list,
      noRooms,
    );

    const head = h('div', { class: 'room-head' });
    const remark = h('p', { class: 'note', hidden: true });
    const earlier = h(
      'button',
      { type: 'button', class: 'button small earlier', hidden: true, onclick: showEarlier },
      'Show earlier messages',
    );
    const messageList = h('ol', { class: 'messages' });
    const noMessages = h('p', { class: 'empty', hidden: true }, 'Nobody has said anything yet. Be the first.');
    const scroller = h(
      'div',
      { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': 'Messages' },
      earlier,
      messageList,
      noMessages,
    );
    const compose = composer(() => polling.again());
    const conversation = h(
      'section',
      { class: 'conversation', 'aria-label': 'Conversation', hidden: true },
      head,
      remark,
      scroller,
      compose.element,
    );
    const layout = h('div', { class: 'rooms' }, side, conversation);
    main.append(h('h1', { class: 'visually-hidden', tabindex: '-1' }, 'Rooms'), layout);

    function showEyes() {
      eyes.replaceChildren(personField('Look through the eyes of', people, viewer));
      eyes.querySelector('[name=person]').addEventListener('change', (event) => lookAs(event.target.value));
    }

    async function lookAs(email) {
      viewer = email;
      localStorage.setItem(STORED, email);
      membersOf = undefined;
      await polling.again();
      compose.viewAs(viewer);
    }

    function begin() {
      newRoom(viewer, people, (id) => {
        location.hash = `#/rooms/${id}`;
        polling.again();
      });
    }

    async function showEarlier() {
      shownCount += STEP;
      const height = scroller.scrollHeight;
      await polling.again();
      scroller.scrollTop += scroller.scrollHeight - height;
    }

    function go([id]) {
      roomId = id;
      shownCount = STEP;
      layout.classList.toggle('one', id !== undefined);
      polling.again();
    }

    async function load() {
      if (people.length === 0) {
        people = await loadPeople();
        if (!people.some((person) => person.email === viewer)) {
          viewer = people[0].email;
        }
        showEyes();
      }
      const asked = viewer;
      const { items } = await act(asked, 'GET', `/rooms?max=${ROOMS}&sortBy=lastactivity`);
      if (asked !== viewer) {
        return;
      }
      known = items;
      showRooms();
      const room = choose();
      if (room) {
        await showRoom(room);
      }
    }

    function choose() {
      const room = known.find((one) => one.id === roomId);
      if (!room && (roomId || !isNarrow()) && known.length > 0) {
        // Somebody else's eyes, or none chosen yet: the liveliest room.
        location.replace(`#/rooms/${known[0].id}`);
        return undefined;
      }
      conversation.hidden = !room;
      layout.classList.toggle('one', Boolean(room));
      return room;
    }

    function showRooms() {
      keep(list, known, {
        key: (room) => room.id,
        row: (room) => h('li', {}, h('a', { href: `#/rooms/${room.id}` })),
        fill(row, room) {
          refresh(row.firstChild, [room.title, room.type, room.lastActivity], () => [
            h('span', { class: 'room-title' }, room.title),
            h('span', { class: 'muted' }, room.type === 'direct' ? 'direct · ' : '', relative(room.lastActivity)),
          ]);
          row.firstChild.toggleAttribute('data-current', room.id === roomId);
          row.firstChild.setAttribute('aria-current', room.id === roomId ? 'true' : 'false');
        },
      });
      noRooms.textContent = `${nameOf(viewer)} is in no room. Begin one with New.`;
      orEmpty(list, noRooms, known.length);
    }

    async function showRoom(room) {
      const asked = { viewer, roomId };
      await loadMembers(room);
      // A bot sees of a group only what mentions it.
      const deaf = isBot(viewer) && room.type === 'group';
      const query = `roomId=${room.id}&max=${shownCount}${deaf ? '&mentionedPeople=me' : ''}`;
      const [{ items }, called] = await Promise.all([act(asked.viewer, 'GET', `/messages?${query}`), flows()]);
      if (asked.viewer !== viewer || asked.roomId !== roomId) {
        return;
      }
      const changedRoom = messageList.dataset.room !== room.id;
      const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_BOTTOM;
      messageList.dataset.room = room.id;
      remark.hidden = !deaf;
      remark.textContent = 'A bot sees only those messages of a group room that mention it.';
      earlier.hidden = items.length < shownCount;
      showMessages(messageList, items, { flows: called, viewer, members, on });
      orEmpty(messageList, noMessages, items.length);
      if (changedRoom || atEnd) {
        scroller.scrollTop = scroller.scrollHeight;
      }
    }

    async function loadMembers(room) {
      const wanted = `${viewer} ${room.id}`;
      if (membersOf === wanted) {
        return;
      }
      const { items } = await act(viewer, 'GET', `/memberships?roomId=${room.id}&max=${ROOMS}`);
      membersOf = wanted;
      members = items.map((member) => ({ email: member.personEmail, name: member.personDisplayName }));
      compose.show(room, members, viewer);
      head.replaceChildren(
        ...[
          h('a', { class: 'button small back', href: '#/rooms' }, icon('back'), 'Rooms'),
          h('h2', {}, room.title),
          room.isLocked && h('span', { class: 'badge' }, 'moderated'),
          room.isPublic && h('span', { class: 'badge' }, 'public'),
          h(
            'button',
            {
              type: 'button',
              class: 'button small',
              onclick: () =>
                roomDetails(room, viewer, people, () => {
                  membersOf = undefined;
                  polling.again();
                }),
            },
            icon('people'),
            `${members.length} members`,
          ),
        ].filter(Boolean),
      );
    }

    const on = {
      reply: (message) => compose.reply(message),
      edit: (message) => compose.edit(message),
      async remove(message) {
        if (await confirmed('Delete this message?', (message.text ?? 'A file').slice(0, 200), 'Delete')) {
          await doing(() => act(message.personEmail, 'DELETE', `/messages/${message.id}`), 'Deleted.');
          await polling.again();
        }
      },
      async submit(message, person, inputs) {
        const before = ((await flows()).get(message.id) ?? []).length;
        await act(person, 'POST', '/attachment/actions', { type: 'submit', messageId: message.id, inputs });
        say(`Submitted as ${nameOf(person)}.`);
        compose.tellFlow(message.id, 'Submitted', before);
        await polling.again();
      },
    };

    const polling = poll(2000, load);
    return { go, close: polling.stop };
  },
};

function isNarrow() {
  return matchMedia('(max-width: 900px)').matches;
}
