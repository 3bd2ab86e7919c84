/** The event that a formula is tested with, kept in this browser. */

const KEY = 'valence.sample-event.';

const EXAMPLES: Record<string, unknown> = {
  event: {
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
  },
  elementRequest: { request: { method: 'GET', path: '/messages', body: {} }, response: { code: '200', body: {} } },
};

/** An event to begin with, as the type of trigger brings it. */
export const exampleEvent = (trigger: string): string => JSON.stringify(EXAMPLES[trigger] ?? {}, null, 2);

export function sampleEvent(formula: number, trigger: string): string {
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
