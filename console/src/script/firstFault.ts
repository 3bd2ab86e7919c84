import type { syntaxTree } from '@codemirror/language';

type Tree = ReturnType<typeof syntaxTree>;

/** Where a text is not what it was parsed as. */
export interface SyntaxFault {
  /** From 1. */
  line: number;
  /** Whether something is missing at the end. */
  missing: boolean;
}

/** The first place where a text is not what it was parsed as. */
export function firstFault(tree: Tree, text: string): SyntaxFault | undefined {
  let at: number | undefined;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) at ??= node.from;
      return at === undefined;
    },
  });
  if (at === undefined) return undefined;
  // What is missing at the end is missed in the last line that has anything.
  const missing = text.slice(at).trim() === '';
  const place = missing ? text.slice(0, at).trimEnd().length : at;
  return { line: text.slice(0, place).split('\n').length, missing };
}
