/** A message's html as nodes: built from a list of what may be shown, whatever it holds. */

import { h } from '../core/dom.js';

const SHOWN = new Set([
  'P',
  'BR',
  'STRONG',
  'B',
  'EM',
  'I',
  'U',
  'S',
  'DEL',
  'CODE',
  'PRE',
  'UL',
  'OL',
  'LI',
  'BLOCKQUOTE',
  'HR',
]);
const DROPPED = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'IFRAME', 'OBJECT', 'NOSCRIPT', 'TITLE', 'SVG', 'MATH']);
const SCHEMES = ['http:', 'https:', 'mailto:'];

/** The nodes of a message. */
export function markup(html) {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  return children(parsed.body);
}

function children(node) {
  return [...node.childNodes].flatMap(rebuilt);
}

function rebuilt(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    return [node.data];
  }
  if (node.nodeType !== Node.ELEMENT_NODE) {
    return [];
  }
  const tagName = node.tagName.toUpperCase();
  if (DROPPED.has(tagName)) {
    return [];
  }
  if (SHOWN.has(tagName)) {
    return [h(tagName.toLowerCase(), {}, children(node))];
  }
  // A heading of a message is no heading of this page.
  if (/^H[1-6]$/.test(tagName)) {
    return [h('p', { class: 'heading' }, children(node))];
  }
  if (tagName === 'A') {
    return [link(node.getAttribute('href') ?? '', children(node))];
  }
  if (tagName === 'IMG') {
    // Nothing is loaded from outside.
    return [link(node.getAttribute('src') ?? '', [node.getAttribute('alt') || 'picture'])];
  }
  if (tagName === 'SPARK-MENTION') {
    return [h('span', { class: 'mention' }, children(node))];
  }
  return children(node);
}

function link(address, content) {
  return safe(address)
    ? h('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, content)
    : h('span', {}, content);
}

function safe(address) {
  return URL.canParse(address) && SCHEMES.includes(new URL(address).protocol);
}
