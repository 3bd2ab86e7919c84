/** The event that a formula is tested with, kept in this browser. */

import type { FlowPart, Properties } from '../../../api/formulas';

const KEY = 'valence.sample-event.';

const EVENT = {
  message: {
    eventId: 1,
    events: [
      {
        objectType: 'messages',
        objectId: 'id-of-the-object',
        eventType: 'CREATED',
        date: '2026-01-05T10:00:00Z',
        elementKey: 'ciscospark',
      },
    ],
    raw: {},
  },
};

type Trigger = Pick<FlowPart, 'type' | 'properties'>;

/** A call that would start the formula, such as the trigger names it: the parts in braces and the query are filled in. */
function exampleCall(properties: Properties) {
  const text = (name: string, otherwise: string) => (String(properties[name] ?? '') || otherwise).trim();
  const method = text('method', 'GET').toUpperCase();
  const [template = '', query = ''] = text('api', '/messages').split('?');
  const path = Object.fromEntries([...template.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => [name, `some-${name}`]));
  return {
    request: {
      method,
      uri: template.replace(/^\/hubs\/[^/]+/, '').replace(/\{([^{}]+)\}/g, 'some-$1'),
      path,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: {},
      ...(['GET', 'DELETE'].includes(method) ? {} : { body: { text: 'Hello' } }),
    },
    response: { code: '200', headers: {}, body: { id: 'id-of-the-object' } },
  };
}

/** What a run can begin with, as the trigger brings it. A schedule brings nothing but its time. */
export function exampleEvent({ type, properties }: Trigger): string {
  const example = type === 'event' ? EVENT : type === 'elementRequest' ? exampleCall(properties) : {};
  return JSON.stringify(example, null, 2);
}

export function sampleEvent(formula: number, trigger: Trigger): string {
  try {
    return localStorage.getItem(KEY + formula) ?? exampleEvent(trigger);
  } catch {
    // A browser may keep nothing.
    return exampleEvent(trigger);
  }
}

/** Somebody else is going to log in. */
export function forgetSampleEvents(): void {
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(KEY))
      .forEach((key) => localStorage.removeItem(key));
  } catch {
    // Then nothing was kept.
  }
}

export function keepSampleEvent(formula: number, text: string): void {
  try {
    localStorage.setItem(KEY + formula, text);
  } catch {
    // Then it is typed again next time.
  }
}
