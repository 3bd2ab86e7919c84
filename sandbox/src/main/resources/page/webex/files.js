/** The files of a message. */

import { h, icon } from '../core/dom.js';
import { say } from '../core/say.js';
import { actRaw } from './act.js';

const PREVIEWED = 2 << 20;
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** A file as somebody sees it: name, size, a button to save it, and a preview of a picture. */
export function file(address, viewer) {
  const path = new URL(address).pathname.replace('/webex/v1', '');
  const name = h('span', {}, 'File');
  const save = h(
    'button',
    { type: 'button', class: 'file', onclick: () => download(path, viewer) },
    icon('file'),
    name,
  );
  const box = h('div', {}, save);
  describe(path, viewer, box, name);
  return box;
}

async function describe(path, viewer, box, name) {
  try {
    const reply = await actRaw(viewer, 'GET', path);
    const size = Number(reply.headers.get('content-length') ?? 0);
    name.textContent = `${fileName(reply)}${size ? ` (${sizeText(size)})` : ''}`;
    if (PICTURES.has(reply.headers.get('content-type')) && size <= PREVIEWED) {
      const picture = h('img', {
        class: 'preview',
        alt: fileName(reply),
        src: URL.createObjectURL(await reply.blob()),
      });
      picture.addEventListener('load', () => URL.revokeObjectURL(picture.src));
      box.append(picture);
    } else {
      await reply.body?.cancel();
    }
  } catch (problem) {
    name.textContent = `File: ${problem.message}`;
  }
}

async function download(path, viewer) {
  try {
    const reply = await actRaw(viewer, 'GET', path);
    const address = URL.createObjectURL(await reply.blob());
    h('a', { href: address, download: fileName(reply) }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  } catch (problem) {
    say(problem.message);
  }
}

function fileName(reply) {
  const header = reply.headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(header)?.[1];
  return encoded ? decodeURIComponent(encoded) : (/filename="([^"]*)"/.exec(header)?.[1] ?? 'file');
}

function sizeText(bytes) {
  if (bytes < 1024) {
    return `${bytes} B`;
  }
  return bytes < 1 << 20 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
}
