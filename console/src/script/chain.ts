import { ANY_ITEM, type Step } from './vocabulary';

/** What stands before the cursor: `originalObject.home.ci` is the start of a name behind two steps. */
export interface Chain {
  steps: Step[];
  /** What is typed of the name. */
  begun: string;
  /** How many characters before the cursor the last dot stands. */
  dot: number;
}

const NAME = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`;
const ITEM = String.raw`\[(?:\d+|'[^'\n]*'|"[^"\n]*"|${NAME})\]`;
const CHAIN = new RegExp(
  String.raw`(${NAME})((?:\s*\??\.\s*${NAME}|(?:\?\.)?${ITEM})*)\s*(\??\.\s*([\p{ID_Continue}$]*))$`,
  'u',
);
const STEPS = new RegExp(String.raw`\.\s*(${NAME})|\[(?:'([^']*)'|"([^"]*)"|[^\]]*)\]`, 'gu');
/** No way into an object is longer. */
const LONGEST = 400;

/** The way into an object that is being typed; nothing when the cursor is not behind a dot, or the way begins with a call. */
export function chainBefore(text: string): Chain | undefined {
  const near = text.slice(-LONGEST);
  const [whole, root, way = '', last = '', begun = ''] = CHAIN.exec(near) ?? [];
  if (whole === undefined || root === undefined) return undefined;
  const before = near.slice(0, near.length - whole.length).trimEnd();
  // Behind a call, or a list written out, nobody knows what there is; three dots begin anew.
  if (before.endsWith('.') && !before.endsWith('...')) return undefined;
  const steps = [...way.matchAll(STEPS)].map(([, name, single, double]): Step => name ?? single ?? double ?? ANY_ITEM);
  return { steps: [root, ...steps], begun, dot: last.length };
}

/** What a script has required: the name that it uses, and the module's. */
export function requiredIn(script: string): Map<string, string> {
  const required = new RegExp(
    String.raw`\b(?:const|let|var)\s+(${NAME})\s*=\s*require\(\s*['"]([^'"]{1,40})['"]\s*\)`,
    'gu',
  );
  return new Map([...script.matchAll(required)].map(([, name = '', module = '']) => [name, module]));
}
