/** How parts of a formula speak of each other: `${steps.name.x}` in properties, `steps.name.x` in scripts. */

export type Root = 'steps' | 'config';

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
/** Not within a longer name, nor a member of something else; three dots spread what comes. */
const ALONE = String.raw`(?<![\p{ID_Continue}$]|(?<!\.\.)\.)`;
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A script whose references to one name are to another. */
export function renamedInScript(script: string, root: Root, from: string, to: string): string {
  const name = escaped(from);
  const dotted = String.raw`${ALONE}${root}(\s*)(\??)\.\s*${name}(?![\p{ID_Continue}$])`;
  const quoted = String.raw`${ALONE}(${root}\s*(?:\?\.)?\s*\[\s*)(['"])${name}\2(\s*\])`;
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

/** What the server takes for a reference in a property. */
export interface Reading {
  /** Whether the whole text, without braces, is one. */
  bare: boolean;
  /** Whether the name without its root is meant. */
  rootless: boolean;
}

/** A property whose references to one name are to another, `${steps.name}` as well as `${steps['name']}`. */
export function renamedInText(text: string, root: Root, from: string, to: string, { bare, rootless }: Reading): string {
  const name = escaped(from);
  const may = rootless ? '?' : '';
  const path = new RegExp(
    String.raw`^(?:((?:${root}\.)${may})${name}|((?:${root}\.?)${may}\[)(['"])${name}\3\])(?=$|[.[])`,
  );
  const follow = (reference: string) =>
    reference.replace(path, (_, dotted?: string, bracket?: string, quote?: string) => {
      if (bracket === undefined || quote === undefined) return (dotted ?? '') + to;
      const around = to.includes(quote) ? (quote === "'" ? '"' : "'") : quote;
      return `${bracket}${around}${to}${around}]`;
    });
  // A list that is written down is no reference.
  if (bare && !text.includes('${') && !/^\s*\[/.test(text)) {
    const followed = follow(text.trim());
    return followed === text.trim() ? text : followed;
  }
  return text.replace(BRACES, (whole, reference: string) => {
    const followed = follow(reference);
    return followed === reference ? whole : `\${${followed}}`;
  });
}

const IN_SCRIPT = new RegExp(
  ALONE +
    String.raw`(steps|config)\s*(?:\??\.\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)|(?:\?\.)?\s*\[\s*(['"])([^'"\n]+)\3\s*\])`,
  'gu',
);

/** The names behind a root that a script uses. */
export const namesInScript = (script: string, root: Root): string[] => [
  ...new Set(
    [...script.matchAll(IN_SCRIPT)].flatMap(([, found, dotted, , quoted]) =>
      found === root ? [dotted ?? quoted ?? ''] : [],
    ),
  ),
];

const BEHIND_ROOT = /^(steps|config)(?:\.?\[(['"])(.*?)\2\]|\.(?!\[))/;

/** The paths behind a root that a property refers to, such as `send.response.code`; with braces only. */
export const pathsInText = (text: string, root: Root): string[] => [
  ...new Set(
    [...text.matchAll(BRACES)].flatMap(([, path = '']) => {
      const [before, found, , quoted = ''] = BEHIND_ROOT.exec(path) ?? [];
      return before !== undefined && found === root ? [quoted + path.slice(before.length)] : [];
    }),
  ),
];
