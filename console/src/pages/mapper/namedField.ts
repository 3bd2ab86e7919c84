import type { Row } from './draft';

/** The field that an error of the server is about, where its message quotes the field's path or its place. */
export function namedField(message: string, rows: readonly Row[]): string | undefined {
  const quoted = [...message.matchAll(/'([^']*)'/g)].map(([, text = '']) => text);
  // Long paths are cut in messages.
  const names = (path: string) =>
    quoted.some((text) => text === path || (text.endsWith('...') && path.startsWith(text.slice(0, -3))));
  return (
    rows.find(({ path }) => names(path))?.path ?? rows.find(({ mapping }) => mapping && names(mapping.vendorPath))?.path
  );
}
