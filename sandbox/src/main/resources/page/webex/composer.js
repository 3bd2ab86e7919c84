/** The box to post a message as somebody, and what became of it. */

import { h, icon } from '../core/dom.js';
import { field, form, optionsOf, select } from '../core/form.js';
import { act, postFile } from './act.js';
import { SAMPLE } from './card.js';
import { nameOf } from './directory.js';
import { flows, flowText, watchFlow } from './flow.js';

const FILE_HELP = 'Sent through the API as programs do it, so it stands among the calls and suffers faults.';

/**
 * The composer of the room that is open.
 *
 * @param posted called when something has changed
 */
export function composer(posted) {
  let room;
  let answered;
  let edited;
  let told = 0;

  const author = select('author', [], undefined, { class: 'input slim' });
  const text = h('textarea', { name: 'text', class: 'input', rows: '2', onkeydown: sendOnEnter });
  const about = h('div', { class: 'about', hidden: true });
  const cardText = h('textarea', {
    class: 'input code',
    rows: '8',
    spellcheck: 'false',
    value: JSON.stringify(SAMPLE, null, 2),
  });
  const cardBox = h(
    'details',
    { class: 'attach' },
    h('summary', {}, 'Card'),
    field('Adaptive card, as JSON', cardText),
  );
  const fileBox = h('input', { type: 'file', class: 'input' });
  const fileDetails = h(
    'details',
    { class: 'attach' },
    h('summary', {}, 'File'),
    field('File to send', fileBox, FILE_HELP),
  );
  const mentions = h('div', { class: 'mentions' });
  const mentionBox = h('details', { class: 'attach' }, h('summary', {}, 'Mention'), mentions);
  const outcome = h('p', { class: 'outcome', role: 'status' });

  const element = form(
    { action: 'Post', attributes: { class: 'form composer', 'aria-label': 'Post a message' }, submit },
    about,
    h('div', { class: 'composer-head' }, field('Post as', author)),
    field('Message', text, 'Markdown. Enter posts, Shift and Enter starts a new line.'),
    h('div', { class: 'attachments' }, mentionBox, cardBox, fileDetails),
  );
  element.append(outcome);

  function sendOnEnter(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      element.requestSubmit();
    } else if (event.key === 'Escape') {
      forget();
    }
  }

  function insert(mention) {
    text.setRangeText(mention, text.selectionStart, text.selectionEnd, 'end');
    mentionBox.open = false;
    text.focus();
  }

  async function submit() {
    const said = text.value.trim();
    const before = edited ? ((await flows()).get(edited.id) ?? []).length : 0;
    const { message, verb } = edited ? await edit(said) : await post(said);
    text.value = '';
    forget();
    [cardBox, fileDetails].forEach((box) => (box.open = false));
    fileBox.value = '';
    tellFlow(message.id, verb, before);
    await posted();
  }

  async function edit(said) {
    const body = { roomId: edited.roomId, markdown: said };
    return { verb: 'Edited', message: await act(edited.personEmail, 'PUT', `/messages/${edited.id}`, body) };
  }

  async function post(said) {
    const body = { roomId: room.id };
    if (said) {
      body.markdown = said;
    }
    if (answered) {
      body.parentId = answered.id;
    }
    if (fileDetails.open && fileBox.files.length > 0) {
      const parts = new FormData();
      Object.entries(body).forEach(([name, value]) => parts.append(name, value));
      parts.append('files', fileBox.files[0]);
      return { verb: 'Posted', message: await postFile(author.value, parts) };
    }
    if (cardBox.open) {
      body.attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: cardContent() }];
      body.markdown ??= 'A card.';
    }
    return { verb: 'Posted', message: await act(author.value, 'POST', '/messages', body) };
  }

  function cardContent() {
    try {
      return JSON.parse(cardText.value);
    } catch (thrown) {
      throw new Error(`The card is no JSON: ${thrown.message}`);
    }
  }

  /** Shows what became of the last thing done; one that came before has had its turn. */
  function tellFlow(messageId, verb, before) {
    told += 1;
    const turn = told;
    watchFlow(messageId, before, (state, deliveries) => {
      if (turn === told) {
        outcome.replaceChildren(...outcomeText(verb, state, deliveries));
      }
    }).catch((problem) => outcome.replaceChildren(problem.message));
  }

  function forget() {
    answered = undefined;
    edited = undefined;
    about.hidden = true;
    author.disabled = false;
  }

  function announce(what) {
    about.replaceChildren(
      h('span', {}, what),
      h('button', { type: 'button', class: 'button small', onclick: forget }, icon('close'), 'Never mind'),
    );
    about.hidden = false;
    text.focus();
  }

  return {
    element,
    tellFlow,
    /** Says where to post, and as whom one may. */
    show(newRoom, members, viewer) {
      if (room?.id !== newRoom.id) {
        forget();
        told += 1;
        outcome.replaceChildren();
      }
      const chosen = room?.id === newRoom.id ? author.value : viewer;
      room = newRoom;
      author.replaceChildren(
        ...optionsOf(
          members.map((member) => [member.email, member.name]),
          chosen,
        ),
      );
      mentions.replaceChildren(
        ...[
          { name: 'All', text: '<@all>' },
          ...members.map(({ name, email }) => ({ name, text: `<@personEmail:${email}|${name}>` })),
        ].map((mention) =>
          h(
            'button',
            { type: 'button', class: 'button small', onclick: () => insert(mention.text) },
            `@${mention.name}`,
          ),
        ),
      );
    },
    viewAs(viewer) {
      author.value = viewer;
    },
    reply(message) {
      forget();
      answered = message;
      announce(`Replying to ${nameOf(message.personEmail)}: ${(message.text ?? 'a file').slice(0, 60)}`);
    },
    edit(message) {
      forget();
      edited = message;
      text.value = message.markdown ?? message.text ?? '';
      author.disabled = true;
      announce(`Editing as ${nameOf(message.personEmail)}`);
    },
  };
}

function outcomeText(verb, state, deliveries) {
  switch (state) {
    case 'none':
      return [`${verb}. No webhook listens: `, h('a', { href: '#/webhooks' }, 'make one'), ' to see events flow.'];
    case 'waiting':
      return [`${verb}. Waiting for webhooks …`];
    case 'called':
      return [`${verb}. ${flowText(deliveries)}.`];
    default:
      return [`${verb}. No webhook waits for this.`];
  }
}
