/** The webhook calls that a message has caused. */

import { control } from '../core/api.js';
import { h } from '../core/dom.js';
import { pause } from '../core/poll.js';
import { deliveryDetails, outcome, recentDeliveries } from '../common/deliveries.js';

const parsed = new Map();

/** Message id to its deliveries, newest first; the submission of a card counts for the card's message. */
export async function flows() {
  const byMessage = new Map();
  const deliveries = await recentDeliveries();
  const keys = new Set(deliveries.map((delivery) => delivery.key));
  [...parsed.keys()].filter((key) => !keys.has(key)).forEach((key) => parsed.delete(key));
  for (const delivery of deliveries) {
    const id = messageOf(delivery);
    if (id) {
      byMessage.set(id, [...(byMessage.get(id) ?? []), delivery]);
    }
  }
  return byMessage;
}

function messageOf(delivery) {
  if (!parsed.has(delivery.key)) {
    parsed.set(delivery.key, read(delivery.body));
  }
  return parsed.get(delivery.key);
}

function read(body) {
  try {
    const { resource, data } = JSON.parse(body);
    return resource === 'messages' ? data.id : data.messageId;
  } catch {
    return undefined;
  }
}

/** One line for the calls, as in "2 webhook calls: 200 in 12 ms, no answer after 4 ms". */
export function flowText(deliveries) {
  const outcomes = deliveries.slice(0, 4).map(outcome).join(', ');
  const more = deliveries.length > 4 ? ' …' : '';
  return `${deliveries.length} webhook call${deliveries.length === 1 ? '' : 's'}: ${outcomes}${more}`;
}

/** The line, which opens to what was sent. */
export function flow(deliveries) {
  if (deliveries.length === 0) {
    return [];
  }
  const bad = deliveries.some((delivery) => !delivery.succeeded);
  const details = h(
    'details',
    { class: bad ? 'flow bad' : 'flow', 'data-key': 'flow' },
    h(
      'summary',
      { onclick: () => requestAnimationFrame(() => details.scrollIntoView({ block: 'nearest' })) },
      flowText(deliveries),
    ),
    deliveries.map(deliveryDetails),
  );
  return details;
}

const SOON = 300;
const PATIENCE = 8000;
/** After so long without a further call, all have probably come. */
const QUIET = 1200;

/**
 * Waits for the calls that something just done to this message causes, and tells what is known so far.
 *
 * @param before how many calls there were for the message before
 */
export async function watchFlow(messageId, before, tell) {
  const { webhooks } = await control('GET', '/webhooks');
  if (!webhooks.some((webhook) => webhook.status === 'active')) {
    tell('none');
    return;
  }
  tell('waiting');
  const begun = Date.now();
  let last = begun;
  let seen = before;
  while (Date.now() - begun < PATIENCE && (seen === before || Date.now() - last < QUIET)) {
    await pause(SOON);
    const deliveries = (await flows()).get(messageId) ?? [];
    if (deliveries.length > seen) {
      seen = deliveries.length;
      last = Date.now();
      tell('called', deliveries.slice(0, seen - before));
    }
  }
  if (seen === before) {
    tell('unmoved');
  }
}
