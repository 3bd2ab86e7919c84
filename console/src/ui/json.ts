/** What a text says as JSON; nothing when it is none. */
export function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** Of a JSON text: empty lists and objects, brackets, commas, colons, texts, and all else. */
const TOKENS = /\[\s*\]|\{\s*\}|[[\]{},:]|"[^"\\]*(?:\\.[^"\\]*)*"|[^\s[\]{},:"]+/g;

/**
 * An object or a list as JSON text with line breaks; any other text as it is. Nothing but white space changes: taken through
 * JavaScript's numbers, long ones would lose digits.
 */
export function laidOut(text: string): string {
  if (!/^\s*[[{]/.test(text) || parsed(text) === undefined) return text;
  let line = '\n';
  const shown = (token: string): string => {
    if (token === '{' || token === '[') return token + (line += '  ');
    if (token === '}' || token === ']') return (line = line.slice(0, -2)) + token;
    if (token === ',') return token + line;
    if (token === ':') return ': ';
    return /^[[{]/.test(token) ? token.replace(/\s/g, '') : token;
  };
  return (text.match(TOKENS) ?? []).map(shown).join('');
}
