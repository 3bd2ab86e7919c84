import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript, javascriptLanguage } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { Compartment, type Extension } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useEffectEvent, useRef } from 'react';
import { t } from '../strings';
import { completionFrom } from './completion';
import { look } from './look';
import { type LineProblem, problemsOf, showProblems, toldProblems } from './problems';
import type { Vocabulary } from './vocabulary';

export interface EditorProps {
  label: string;
  /** Read to those who do not see it, behind the label. */
  help: string;
  /** What it begins with. Give it another key to begin anew. */
  initial: string;
  change: (value: string) => void;
  vocabulary: Vocabulary;
  /** What the last run said about this very text. */
  problems: readonly LineProblem[];
  /** Whether it takes the focus as soon as it is there. */
  focused?: boolean | undefined;
  /** What is written; JavaScript unless said. */
  language?: 'javascript' | 'json' | 'yaml' | undefined;
}

const LANGUAGES = { javascript, json, yaml };

/** Before a problem is read aloud, so that not every key speaks; in milliseconds. */
const SAYING_MS = 1000;

const HELP = 'help';

/** After Escape the Tab key leaves the editor, for as long as nothing else is done; otherwise it indents. */
const leaving: Extension = [
  keymap.of([
    {
      key: 'Escape',
      run: (view) => {
        view.setTabFocusMode(true);
        return true;
      },
    },
    indentWithTab,
  ]),
  EditorView.updateListener.of(({ view, docChanged, selectionSet, focusChanged }) => {
    if (docChanged || selectionSet || focusChanged) view.setTabFocusMode(false);
  }),
];

/**
 * Typing over a selection, done here: the browser would try to keep the look of what was selected by a style attribute, which the
 * content security policy forbids and the browser's console then complains of.
 */
const replacing = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { from, to, empty } = view.state.selection.main;
    const text = event.data;
    if (empty || view.composing || event.inputType !== 'insertText' || text === null) return false;
    const insert = () =>
      view.state.update(view.state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true });
    // Who else has a say in what is typed, such as the closing of brackets.
    const taken = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, insert));
    if (!taken) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});

const basics: Extension = [
  lineNumbers(),
  highlightActiveLineGutter(),
  highlightActiveLine(),
  highlightSpecialChars(),
  history(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  autocompletion({ icons: false }),
  EditorView.lineWrapping,
  leaving,
  replacing,
  keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
  showProblems,
  look,
];

const hidden = (tag: string, id: string) => {
  const element = document.createElement(tag);
  element.id = id;
  // Out of sight, not out of the tree: the shadow has none of the pages' classes.
  Object.assign(element.style, {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  });
  return element;
};

/**
 * An editor for scripts. It lives in a shadow tree: there its styles are adopted style sheets, while in the document they would be a
 * style element, which the pages' content security policy forbids.
 */
export default function CodeEditor({
  label,
  help,
  initial,
  change,
  vocabulary,
  problems,
  focused,
  language = 'javascript',
}: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<{ view: EditorView; names: Compartment; told: Compartment }>(null);
  const changed = useEffectEvent(change);
  const first = useEffectEvent(() => ({ initial, focused, language: LANGUAGES[language]() }));

  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: 'open' });
    const description = hidden('p', HELP);
    const status = hidden('p', 'status');
    status.setAttribute('role', 'status');
    const [names, told] = [new Compartment(), new Compartment()];
    let timer: number | undefined;
    const say = (view: EditorView) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        const words = problemsOf(view.state).map(({ line, message }) => t.script.atLine(line, message));
        const text = words.join(' ');
        if (status.textContent !== text) status.textContent = text;
      }, SAYING_MS);
    };
    const view = new EditorView({
      doc: first().initial,
      root,
      parent: root,
      extensions: [
        basics,
        first().language,
        names.of([]),
        told.of([]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed(update.state.doc.toString());
          if (update.docChanged || update.transactions.some(({ reconfigured }) => reconfigured)) say(update.view);
        }),
      ],
    });
    root.append(description, status);
    editor.current = { view, names, told };
    if (first().focused) view.focus();
    return () => {
      window.clearTimeout(timer);
      view.destroy();
      description.remove();
      status.remove();
      editor.current = null;
    };
  }, []);

  useEffect(() => {
    const { view, names } = editor.current!;
    const words = (view.root as ShadowRoot).getElementById(HELP);
    if (words) words.textContent = help;
    view.dispatch({
      effects: names.reconfigure([
        // It can scroll, so it says itself that it takes the focus.
        EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': HELP, tabindex: '0' }),
        javascriptLanguage.data.of({ autocomplete: completionFrom(vocabulary) }),
      ]),
    });
  }, [label, help, vocabulary]);

  useEffect(() => {
    const { view, told } = editor.current!;
    view.dispatch({ effects: told.reconfigure(toldProblems(problems)) });
  }, [problems]);

  return <div ref={host} className="script-editor" />;
}
