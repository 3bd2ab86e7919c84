import { useMemo, useState } from 'react';
import { f } from '../../../formulaStrings';
import { ScriptEditor } from '../../../script/ScriptEditor';
import type { LineProblem } from '../../../script/problems';
import { Note } from '../../../ui/Note';
import { type Form, read, withNumbers, written } from './text';
import type { Editing } from './useEditing';

interface Props {
  editing: Editing;
  form: Form;
  /** Told whether the text can be read. */
  setBroken: (broken: boolean) => void;
}

const NO_WORDS = { names: [], modules: {} };
const NO_PROBLEMS: LineProblem[] = [];

/** The formula as text; it becomes the draft whenever it can be read. */
export function TextView({ editing, form, setBroken }: Props) {
  const { draft, edit } = editing;
  const [problem, setProblem] = useState<LineProblem>();
  const [initial] = useState(() => written(draft, form));
  const problems = useMemo(() => (problem ? [problem] : NO_PROBLEMS), [problem]);
  const change = (text: string) => {
    const reading = read(text, form);
    const readable = 'draft' in reading;
    setProblem(readable ? undefined : reading);
    setBroken(!readable);
    if (readable) edit((now) => withNumbers(reading.draft, now), `text ${form}`);
  };
  return (
    <section className="card card-body stack" aria-label={f.text.label(f.views[form])}>
      <p className="card-text">{f.text.help}</p>
      {problem && <Note kind="warning">{f.text.wrong(f.views[form], problem.line)}</Note>}
      <ScriptEditor
        label={f.text.label(f.views[form])}
        initial={initial}
        change={change}
        vocabulary={NO_WORDS}
        problems={problems}
        language={form}
        help={f.text.keys}
      />
    </section>
  );
}
