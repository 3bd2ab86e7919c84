/** Hubs whose objects are files and messages in flight; the server maps none of these. */
const WITHOUT = new Set(['documents', 'messaging']);

export const mappable = (hub: string) => !WITHOUT.has(hub);

const LONGEST = 100;

/** Whether the server takes it as the name of an object. */
export const isObjectName = (text: string) =>
  text.length <= LONGEST && /^[^/?#\s{}]+$/.test(text) && text !== 'definitions';
