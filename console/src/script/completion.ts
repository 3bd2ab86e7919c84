import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { EditorView } from '@codemirror/view';
import { chainBefore, requiredIn } from './chain';
import { membersAt, type Name, type Vocabulary } from './vocabulary';

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
/** Where no names are meant. */
const TEXTS = ['String', 'TemplateString', 'LineComment', 'BlockComment', 'RegExp'];

const TYPES = { value: 'property', list: 'property', function: 'method' };

/** Offers the names of a vocabulary: at the start of an expression its roots, behind a dot what is there. */
export const completionFrom =
  ({ names, modules }: Vocabulary) =>
  (context: CompletionContext): CompletionResult | null => {
    const { state, pos, explicit } = context;
    if (TEXTS.includes(syntaxTree(state).resolveInner(pos, -1).name)) return null;
    const script = state.doc.toString();
    const required = [...requiredIn(script)].flatMap(([name, module]): Name[] => {
      const members = modules[module];
      return members ? [{ name, kind: 'value', detail: module, members }] : [];
    });
    const known = [...required, ...names];
    const chain = chainBefore(script.slice(0, pos));
    if (chain) {
      const members = membersAt(known, chain.steps);
      if (!members) return null;
      const options = members.map((name, index) => option(name, members.length - index, chain.dot));
      return { from: pos - chain.begun.length, options, validFor: /^[\p{ID_Continue}$]*$/u };
    }
    const word = context.matchBefore(/[\p{ID_Continue}$]+/u);
    if (!word && !explicit) return null;
    if (word && script.slice(0, word.from).trimEnd().endsWith('.')) return null;
    return {
      from: word?.from ?? pos,
      options: known.map((name) => option(name, 50)),
      validFor: /^[\p{ID_Continue}$]*$/u,
    };
  };

/** Keeps the order in which names are given, but for what fits better to what is typed. */
function option({ name, kind, detail, info, members }: Name, rank: number, dot?: number): Completion {
  const made: Completion = { label: name, type: members ? 'namespace' : TYPES[kind], boost: Math.min(99, rank) };
  if (detail) made.detail = detail;
  if (info) made.info = info;
  // `object.first name` is no JavaScript, `object["first name"]` is.
  if (dot !== undefined && !IDENTIFIER.test(name)) made.apply = inBrackets;
  return made;
}

function inBrackets(view: EditorView, completion: Completion, from: number, to: number): void {
  const before = view.state.sliceDoc(Math.max(0, from - 20), from);
  const dot = /\??\.\s*$/.exec(before)?.[0] ?? '';
  const optional = dot.startsWith('?') ? '?.' : '';
  const insert = `${optional}[${JSON.stringify(completion.label)}]`;
  view.dispatch({
    changes: { from: from - dot.length, to, insert },
    selection: { anchor: from - dot.length + insert.length },
    annotations: pickedCompletion.of(completion),
  });
}
