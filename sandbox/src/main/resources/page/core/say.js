/** Telling, asking, copying. */

import { h, icon } from './dom.js';

const said = document.getElementById('said');
let fading;

/** Shows a short text for some seconds; assistive technology reads it. */
export function say(text) {
  clearTimeout(fading);
  said.textContent = text;
  said.classList.add('shown');
  fading = setTimeout(() => {
    said.classList.remove('shown');
    said.textContent = '';
  }, 5000);
}

/** Opens a dialog; Escape and the close button close it, and focus goes back to where it was. */
export function dialog(title, ...children) {
  const box = h(
    'dialog',
    { class: 'dialog', 'aria-label': title, onclose: () => box.remove() },
    h(
      'div',
      { class: 'dialog-head' },
      h('h2', {}, title),
      h(
        'button',
        { type: 'button', class: 'button quiet', 'aria-label': 'Close', onclick: () => box.close() },
        icon('close'),
      ),
    ),
    children,
  );
  document.body.append(box);
  box.showModal();
  return box;
}

/** Asks before something that cannot be undone; true when the person goes on. */
export function confirmed(title, text, action) {
  return new Promise((decide) => {
    let answer = false;
    const box = dialog(
      title,
      h('p', {}, text),
      h(
        'div',
        { class: 'actions' },
        h(
          'button',
          {
            type: 'button',
            class: 'button danger',
            onclick: () => {
              answer = true;
              box.close();
            },
          },
          action,
        ),
        h('button', { type: 'button', class: 'button', onclick: () => box.close() }, 'Cancel'),
      ),
    );
    box.addEventListener('close', () => decide(answer));
  });
}

/** Does the work and tells how it ended. */
export async function doing(work, done) {
  try {
    const result = await work();
    if (done) {
      say(done);
    }
    return result;
  } catch (problem) {
    say(problem.message);
    return undefined;
  }
}

/** A button that copies a text; `what` completes its name, as in "Copy client id". */
export function copyButton(what, text) {
  return h(
    'button',
    {
      type: 'button',
      class: 'button small',
      'aria-label': `Copy ${what}`,
      onclick: async () => {
        try {
          await navigator.clipboard.writeText(text());
          say('Copied.');
        } catch {
          say('This browser does not let the page copy. Mark the text and copy it by hand.');
        }
      },
    },
    icon('copy'),
    'Copy',
  );
}

/** A named text to copy. */
export function copyLine(label, text) {
  return h(
    'div',
    { class: 'copy-line' },
    h('span', { class: 'copy-label' }, label),
    h('code', {}, text),
    copyButton(label, () => text),
  );
}
