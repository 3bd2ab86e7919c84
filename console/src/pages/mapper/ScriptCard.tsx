import { ChevronRight, CircleAlert } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { ScriptEditor } from '../../script/ScriptEditor';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { CodeBlock } from '../../ui/Copy';
import { setScript } from './draft';
import { inherits, scriptOf } from './levels';
import type { Editing } from './useDraft';
import type { Failures } from './usePreview';
import type { Vendor } from './useVendor';
import { mappingVocabulary } from './vocabulary';

interface Props {
  editing: Editing;
  vendor: Vendor;
  failures: Failures;
}

/** The script that finishes each object, and those of levels above that run before it. */
export function ScriptCard({ editing, vendor, failures }: Props) {
  const { draft, inherited, level, restarts, rows, edit } = editing;
  const script = scriptOf(draft.transformation);
  const [added, setAdded] = useState(false);
  const add = useRef<HTMLButtonElement>(null);
  const vocabulary = useMemo(() => mappingVocabulary(vendor.tree, rows), [vendor.tree, rows]);
  const own = useMemo(() => {
    const all = [
      ...failures.read.map((failure) => ({ ...failure, when: t.mapper.script.whenRead })),
      ...failures.sent.map((failure) => ({ ...failure, when: t.mapper.script.whenSent })),
    ].filter((failure) => failure.level === level);
    // What fails both ways is said once.
    const same = all.length === 2 && all[0]?.message === all[1]?.message && all[0]?.line === all[1]?.line;
    return same ? [{ ...all[0]!, when: '' }] : all;
  }, [failures, level]);
  const problems = useMemo(
    () => own.flatMap(({ line, message, when }) => (line ? [{ line, message: worded(message, when) }] : [])),
    [own],
  );
  const nowhere = own.filter(({ line }) => !line);

  const remove = () => {
    edit((now) => setScript(now, undefined));
    setAdded(false);
    // Its button is there again once this is shown.
    setTimeout(() => add.current?.focus());
  };

  return (
    <section className="card card-body stack" aria-label={t.mapper.script.title}>
      <div className="row spread">
        <h2>{t.mapper.script.title}</h2>
        {script !== undefined && (
          <Button size="small" onClick={remove}>
            {t.mapper.script.remove}
          </Button>
        )}
      </div>
      <p className="card-text">{t.mapper.script.text}</p>
      {inherited.length > 0 && <Inherited scripts={inherited} run={inherits(draft.transformation)} />}
      {script === undefined ? (
        <div className="row">
          <Button
            ref={add}
            onClick={() => {
              edit((now) => setScript(now, t.mapper.script.start));
              setAdded(true);
            }}
          >
            {t.mapper.script.add}
          </Button>
        </div>
      ) : (
        <>
          <ScriptEditor
            key={`${level} ${restarts}`}
            label={t.mapper.script.label}
            initial={script}
            change={(body) => edit((now) => setScript(now, body))}
            vocabulary={vocabulary}
            problems={problems}
            focused={added}
          />
          {nowhere.map(({ message, when }) => (
            <p key={when} className="field-error" role="alert">
              <CircleAlert size={14} aria-hidden="true" />
              {worded(message, when)}
            </p>
          ))}
        </>
      )}
    </section>
  );
}

const worded = (message: string, when: string) => (when === '' ? message : t.mapper.script.failedWhen(when, message));

/** What levels above say, whether it runs or not. */
function Inherited({ scripts, run }: { scripts: Editing['inherited']; run: boolean }) {
  return (
    <div className="stack stack-tight">
      <p className="field-help">{run ? t.mapper.script.above(scripts.length) : t.mapper.script.aboveOff}</p>
      {scripts.map(({ level, body }) => (
        <details key={level} className="disclosure">
          <summary>
            <ChevronRight size={15} aria-hidden="true" />
            {t.mapper.script.of(t.mapper.levelWords[level])}
          </summary>
          <CodeBlock text={body} name={t.mapper.script.of(t.mapper.levelWords[level])} />
        </details>
      ))}
    </div>
  );
}
