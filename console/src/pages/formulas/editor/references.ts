/** How parts of a formula speak of each other: `${steps.name.x}` in properties, `steps.name.x` in scripts. */

export type Root = 'steps' | 'config';

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A script whose references to one name are to another. */
export function renamedInScript(script: string, root: Root, from: string, to: string): string {
  const name = escaped(from);
  const dotted = String.raw`(?<![\p{ID_Continue}$.])${root}(\s*)(\??)\.\s*${name}(?![\p{ID_Continue}$])`;
  const quoted = String.raw`(?<![\p{ID_Continue}$.])(${root}\s*(?:\?\.)?\s*\[\s*)(['"])${name}\2(\s*\])`;
  const asMember = (gap: string, optional: string) =>
    IDENTIFIER.test(to) ? `${root}${gap}${optional}.${to}` : `${root}${gap}${optional && '?.'}[${JSON.stringify(to)}]`;
  const once = IDENTIFIER.test(from)
    ? script.replace(new RegExp(dotted, 'gu'), (_, gap: string, optional: string) => asMember(gap, optional))
    : script;
  const text = (quote: string) => quote + to.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
  return once.replace(
    new RegExp(quoted, 'gu'),
    (_, before: string, quote: string, after: string) => before + text(quote) + after,
  );
}

const BRACES = /\$\{\s*([^{}]*?)\s*\}/g;

/** A property whose references to one name are to another; also those without braces, and those that leave the root out. */
export function renamedInText(text: string, root: Root, from: string, to: string): string {
  const path = new RegExp(String.raw`^(${root}\.)?${escaped(from)}(?=$|[.[])`);
  const follow = (reference: string) =>
    reference.replace(path, (_, written: string | undefined) => (written ?? '') + to);
  const bare = text.trim();
  // Without braces only what goes on behind a dot is a reference: the name alone may be any text.
  if (path.test(bare) && (bare.startsWith(`${root}.`) || bare.startsWith(`${from}.`)) && !/\s/.test(bare)) {
    return follow(bare);
  }
  return text.replace(BRACES, (whole, reference: string) => {
    const followed = follow(reference);
    return followed === reference ? whole : `\${${followed}}`;
  });
}

const IN_SCRIPT =
  /(?<![\p{ID_Continue}$.])(steps|config)\s*(?:\??\.\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)|(?:\?\.)?\s*\[\s*(['"])([^'"\n]+)\3\s*\])/gu;

/** The names behind a root that a script uses. */
export const namesInScript = (script: string, root: Root): string[] => [
  ...new Set(
    [...script.matchAll(IN_SCRIPT)].flatMap(([, found, dotted, , quoted]) =>
      found === root ? [dotted ?? quoted ?? ''] : [],
    ),
  ),
];

/** The paths behind a root that a property refers to, such as `send.response.code`; with braces only. */
export const pathsInText = (text: string, root: Root): string[] => [
  ...new Set(
    [...text.matchAll(BRACES)].flatMap(([, path = '']) =>
      path.startsWith(`${root}.`) ? [path.slice(root.length + 1)] : [],
    ),
  ),
];
