/** Refreshing what is on the screen without taking focus, scroll or opened details away. */

const shown = new WeakMap();
const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** Builds the holder's children anew when the value is not the one they were built from. */
export function refresh(holder, value, build) {
  const text = JSON.stringify(value);
  if (shown.get(holder) === text) {
    return;
  }
  shown.set(holder, text);
  const focused = [...holder.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  const opened = new Map([...holder.querySelectorAll('details')].map((details, index) => [keyOf(details, index), details.open]));
  holder.replaceChildren(...[build(value)].flat(Infinity).filter(Boolean));
  holder.querySelectorAll('details').forEach((details, index) => {
    details.open = opened.get(keyOf(details, index)) ?? details.open;
  });
  if (focused >= 0) {
    const now = holder.querySelectorAll(FOCUSABLE);
    now[Math.min(focused, now.length - 1)]?.focus({ preventScroll: true });
  }
}

/** Details that may move when others come before them carry a key. */
function keyOf(details, index) {
  return details.dataset.key ?? index;
}

/**
 * Makes the list's children stand for the items: `key(item)` names one, `row(item)` makes an element and
 * `fill(row, item)` says what it shows. Rows that stay are not touched.
 */
export function keep(list, items, { key, row, fill }) {
  const wanted = new Map(items.map((item) => [String(key(item)), item]));
  const known = new Map();
  for (const child of [...list.children]) {
    if (wanted.has(child.dataset.key)) {
      known.set(child.dataset.key, child);
    } else {
      moveFocus(child);
      child.remove();
    }
  }
  let place = list.firstElementChild;
  for (const [name, item] of wanted) {
    let child = known.get(name);
    if (!child) {
      child = row(item);
      child.dataset.key = name;
    }
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      list.insertBefore(child, place);
    }
    fill(child, item);
  }
}

/** When the focused row goes, its neighbour takes over. */
function moveFocus(child) {
  if (child.contains(document.activeElement)) {
    const neighbour = child.nextElementSibling ?? child.previousElementSibling;
    (neighbour?.querySelector(FOCUSABLE) ?? document.getElementById('main')).focus({ preventScroll: true });
  }
}

/** Shows the list when it has rows, and what to do otherwise. */
export function orEmpty(list, empty, count) {
  list.hidden = count === 0;
  empty.hidden = count > 0;
}
