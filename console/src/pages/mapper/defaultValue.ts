/** A default value as one types it. */
export const defaultText = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** What was typed as a value of the field: lists and objects are written as JSON, everything else is converted by the server. */
export function defaultValue(text: string, type: string): unknown {
  if (!/^(array|object)/.test(type) && !/^[[{]/.test(text)) return text;
  if (/^(string|date)$/.test(type)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
