import { javascriptLanguage } from '@codemirror/lang-javascript';
import { ensureSyntaxTree, language } from '@codemirror/language';
import { type EditorState, type Extension, Facet, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import { t } from '../strings';

/** What is wrong with a line. */
export interface LineProblem {
  /** From 1. */
  line: number;
  message: string;
}

/** How long one waits for a long script to be read, in milliseconds. */
const READING_MS = 200;

/** What ran and failed, as the server says it. */
const told = Facet.define<readonly LineProblem[], readonly LineProblem[]>({ combine: (values) => values.flat() });

/** What is to be said about a script: what the server found, and else where it cannot even be read. */
export function problemsOf(state: EditorState): LineProblem[] {
  const known = state.facet(told);
  const all = known.length > 0 ? [...known] : unreadable(state);
  return all
    .map(({ line, message }) => ({ line: Math.min(Math.max(1, line), state.doc.lines), message }))
    .sort((one, other) => one.line - other.line);
}

/** The first place where it is not JavaScript; of other languages whoever reads them tells more. */
function unreadable(state: EditorState): LineProblem[] {
  if (state.facet(language) !== javascriptLanguage) return [];
  const tree = ensureSyntaxTree(state, state.doc.length, READING_MS);
  let at: number | undefined;
  tree?.iterate({
    enter: (node) => {
      if (node.type.isError) at ??= node.from;
      return at === undefined;
    },
  });
  if (at === undefined) return [];
  // What is missing at the end is missed in the last line that has anything.
  const missing = state.sliceDoc(at).trim() === '';
  const place = missing ? state.sliceDoc(0, at).trimEnd().length : at;
  return [{ line: state.doc.lineAt(place).number, message: missing ? t.script.unfinished : t.script.unreadable }];
}

class Message extends WidgetType {
  private readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  override eq(other: Message): boolean {
    return other.text === this.text;
  }

  override toDOM(): HTMLElement {
    const line = document.createElement('div');
    line.className = 'cm-problem';
    line.textContent = this.text;
    return line;
  }
}

const marked = Decoration.line({ class: 'cm-problem-line' });

function decorations(state: EditorState): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const problems = problemsOf(state);
  for (const number of new Set(problems.map(({ line }) => line))) {
    const { from, to } = state.doc.line(number);
    builder.add(from, from, marked);
    const messages = new Set(problems.filter(({ line }) => line === number).map(({ message }) => message));
    for (const message of messages) {
      builder.add(to, to, Decoration.widget({ widget: new Message(message), block: true, side: 1 }));
    }
  }
  return builder.finish();
}

/** Shows each problem below its line. */
export const showProblems: Extension = [
  EditorView.decorations.compute(['doc', told], decorations),
  EditorView.contentAttributes.compute(['doc', told], (state) => ({
    'aria-invalid': String(problemsOf(state).length > 0),
  })),
];

export const toldProblems = (problems: readonly LineProblem[]): Extension => told.of(problems);
