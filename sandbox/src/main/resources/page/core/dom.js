/** Building the document's nodes; text always goes in as text. */

const PROPERTIES = new Set(['value', 'checked', 'selected', 'disabled', 'open', 'hidden', 'readOnly']);

/**
 * An element. Functions under a name like `onclick` become listeners, absent and false attributes are left out, and
 * children may be nodes, texts, lists of them, or nothing.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (PROPERTIES.has(name)) {
      element[name] = value ?? '';
    } else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(Infinity).filter(isShown));
  return element;
}

function isShown(child) {
  return child !== undefined && child !== null && child !== false && child !== '';
}

let ids = 0;

/** An id that no other element has. */
export function newId(stem) {
  ids += 1;
  return `${stem}-${ids}`;
}

const PATHS = {
  start: 'M5 12h14M13 6l6 6-6 6',
  rooms: 'M4 5h16v11H9l-5 4z',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4M18.5 14.5a6.5 6.5 0 0 1 3 5.5',
  integrations: 'M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4',
  tokens: 'M8 16a4.5 4.5 0 1 1 4.2-6H21v4h-3v3h-3v-3h-2.8A4.5 4.5 0 0 1 8 16zM8 11.5h.01',
  webhooks: 'M13 3 5 14h6l-1 7 8-11h-6z',
  deliveries: 'M4 12 20 4l-5 16-3.5-6.5z',
  calls: 'M4 6h16M4 12h16M4 18h10',
  faults: 'M12 4 2.5 20h19zM12 10v4M12 17h.01',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  reply: 'M10 6 4 12l6 6M4 12h10a6 6 0 0 1 6 6',
  edit: 'M4 20l1-4L16 5l3 3L8 19z',
  remove: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  back: 'M15 5l-7 7 7 7',
};

/** A drawing beside a text; assistive technology passes over it. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
