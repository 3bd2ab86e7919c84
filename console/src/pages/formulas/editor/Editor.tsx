import { useQuery } from '@tanstack/react-query';
import { Play, Redo2, Save, Settings2, Undo2 } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';
import { executionQuery } from '../../../api/executions';
import type { Formula } from '../../../api/formulas';
import { FlowGraph } from '../../../flow/FlowGraph';
import { f } from '../../../formulaStrings';
import { Button } from '../../../ui/Button';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { LeaveDialog } from '../../../ui/LeaveDialog';
import { statesOf } from '../runs';
import { ConflictDialog } from './ConflictDialog';
import { connect, setTrigger } from './draft';
import { FaultList } from './FaultList';
import type { Spot } from './places';
import { RunBar } from './RunBar';
import { Side } from './Side';
import { StepPalette } from './StepPalette';
import { TestDialog } from './TestDialog';
import { TextView } from './TextView';
import { useEditing } from './useEditing';
import { useFaults } from './useFaults';
import { useSample } from './useSample';
import { useSaving } from './useSaving';

type View = 'canvas' | 'json' | 'yaml';

const VIEWS: readonly View[] = ['canvas', 'json', 'yaml'];

/** Where keys of their own go back: fields of text. */
const WRITING = 'input, textarea, [contenteditable]';

/** The canvas with its palette, the form of what is chosen, the problems, and the bar to test and save. */
export function Editor({ formula }: { formula: Formula }) {
  const id = String(formula.id);
  const editing = useEditing(formula);
  const { draft, dirty, chosen } = editing;
  const check = useFaults(draft);
  const saving = useSaving(formula, editing);
  const [view, setView] = useState<View>('canvas');
  const [broken, setBroken] = useState(false);
  // What was asked for while there is text that would be lost.
  const [asked, setAsked] = useState<() => void>();
  const [testing, setTesting] = useState(false);
  const [test, setTest] = useState<number>();
  const run = useQuery(executionQuery(test === undefined ? '' : String(test)));
  const sample = useSample(id, test);
  const status = useId();
  const saveButton = useRef<HTMLButtonElement>(null);
  // What was done, for those who do not see the canvas.
  const [told, tell] = useState('');

  const faults = useMemo(() => {
    const refused = saving.refusal?.faults ?? [];
    const known = new Set(check.faults.map(({ part, field, variable }) => `${part} ${variable} ${field}`));
    return [...refused.filter((each) => !known.has(`${each.part} ${each.variable} ${each.field}`)), ...check.faults];
  }, [check.faults, saving.refusal]);
  const faulty = useMemo(() => {
    const parts = new Map<string, 'problem' | 'warning'>();
    for (const { part, kind } of faults) if (part && parts.get(part) !== 'problem') parts.set(part, kind);
    return parts;
  }, [faults]);
  const states = useMemo(
    () => (test === undefined ? undefined : statesOf(run.data?.stepExecutions ?? [], draft)),
    [test, run.data, draft],
  );

  /** Does what begins the text anew; asks first when something typed would be lost. */
  const renew = (doIt: () => void) => {
    const done = () => {
      setBroken(false);
      doIt();
    };
    if (broken) setAsked(() => done);
    else done();
  };
  const show = (next: View, andThen = () => {}) => {
    if (next === view) return andThen();
    renew(() => {
      setView(next);
      andThen();
    });
  };
  /** Fields are beside the canvas. */
  const go = (spot: Spot) => show('canvas', () => editing.focus(spot));
  const insert: typeof editing.insert = (type, at) => {
    const name = editing.insert(type, at);
    tell(f.added(name));
    return name;
  };
  const remove = (name: string) => {
    editing.remove(name);
    tell(f.removed(name));
  };
  const undo = () => {
    if (!editing.canUndo) return;
    renew(() => {
      editing.undo();
      tell(f.undone);
    });
  };
  const redo = () => {
    if (!editing.canRedo) return;
    renew(() => {
      editing.redo();
      tell(f.redone);
    });
  };
  const keys = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector('[data-modal]')) return;
    const key = event.key.toLowerCase();
    if (key === 's') {
      event.preventDefault();
      // What is typed counts once its field is left.
      const field = document.activeElement;
      const left = field instanceof HTMLInputElement ? field : undefined;
      left?.blur();
      setTimeout(() => {
        left?.focus();
        saveButton.current?.click();
      });
      return;
    }
    const [target] = event.composedPath();
    if (target instanceof Element && target.closest(WRITING)) return;
    if (key === 'z' && !event.shiftKey) undo();
    else if (key === 'y' || (key === 'z' && event.shiftKey)) redo();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => keys(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  const words = saving.refusal?.message ?? (broken ? f.textBroken : dirty ? f.unsaved : f.allSaved);
  return (
    <div className="stack editor">
      <div className={view === 'canvas' ? 'editor-columns' : 'editor-columns editor-columns-text'}>
        <Tabs.Root
          className="stack editor-main"
          value={view}
          onValueChange={(next) => show(next as View)}
          // The tab gets the focus back from the dialog that asks, which is not to ask again.
          activationMode={broken ? 'manual' : 'automatic'}
        >
          <div className="editor-tools">
            <Tabs.List className="tabs" aria-label={f.viewsLabel}>
              {VIEWS.map((each) => (
                <Tabs.Trigger key={each} value={each} className="tab">
                  {f.views[each]}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            <div className="row">
              <Button look="quiet" aria-pressed={chosen === undefined} onClick={() => go({ field: '' })}>
                <Settings2 size={15} aria-hidden="true" />
                {f.settingsOf}
              </Button>
              <Button
                look="quiet"
                icon
                aria-label={f.undo}
                title={f.undo}
                unavailable={!editing.canUndo}
                onClick={undo}
              >
                <Undo2 size={16} aria-hidden="true" />
              </Button>
              <Button
                look="quiet"
                icon
                aria-label={f.redo}
                title={f.redo}
                unavailable={!editing.canRedo}
                onClick={redo}
              >
                <Redo2 size={16} aria-hidden="true" />
              </Button>
            </div>
          </div>
          <Tabs.Content value="canvas" className="card canvas">
            {test !== undefined && (
              <RunBar id={test} execution={run.data} formula={id} close={() => setTest(undefined)} />
            )}
            {draft.triggers.length === 0 && (
              <p className="run-bar">
                <Button look="primary" onClick={() => editing.edit((now) => setTrigger(now, 'manual'))}>
                  {f.addTrigger}
                </Button>
              </p>
            )}
            <div className="canvas-body">
              <StepPalette insert={insert} />
              <FlowGraph
                label={f.graphEdited(draft.name)}
                formula={draft}
                chosen={chosen}
                choose={editing.choose}
                states={states}
                connect={(from, way, to) => editing.edit((now) => connect(now, from, way, to))}
                insert={insert}
                remove={remove}
                faults={faulty}
                tall
              />
            </div>
            <p className="canvas-help small muted">
              {f.addStepHelp} {f.canvasKeys}
            </p>
          </Tabs.Content>
          {(['json', 'yaml'] as const).map((form) => (
            <Tabs.Content key={form} value={form}>
              <TextView key={editing.restarts} editing={editing} form={form} setBroken={setBroken} />
            </Tabs.Content>
          ))}
          <FaultList draft={draft} faults={faults} error={check.error} go={go} />
        </Tabs.Root>
        {view === 'canvas' && (
          <Side editing={{ ...editing, insert, remove }} faults={faults} sample={sample} next={check.next} />
        )}
      </div>
      <div className="save-bar">
        <p id={status} role="status" className={saving.refusal ? 'small text-danger' : 'small muted'}>
          {words}
        </p>
        <div className="row">
          <Button unavailable={broken} onClick={() => setTesting(true)}>
            <Play size={15} aria-hidden="true" />
            {f.test}
          </Button>
          <Button
            ref={saveButton}
            look="primary"
            busy={saving.busy}
            unavailable={!dirty || broken}
            aria-describedby={status}
            onClick={() => void saving.save()}
          >
            <Save size={15} aria-hidden="true" />
            {f.save}
          </Button>
        </div>
      </div>
      <TestDialog
        // The form asks for the variables that the draft has.
        formula={{ ...formula, ...draft }}
        open={testing}
        close={() => setTesting(false)}
        dirty={dirty}
        save={saving.save}
        started={(execution) => {
          setTest(execution);
          sample.choose(undefined);
        }}
      />
      <p className="visually-hidden" role="status">
        {told}
      </p>
      <ConfirmDialog
        open={asked !== undefined}
        onOpenChange={(open) => !open && setAsked(undefined)}
        title={f.dropText.title}
        description={f.dropText.text}
        action={f.dropText.action}
        danger
        onConfirm={() => {
          asked?.();
          return Promise.resolve();
        }}
      />
      <ConflictDialog
        open={saving.conflict !== undefined}
        cancel={() => saving.conflict?.answer(false)}
        load={saving.load}
        saveAnyway={() => saving.conflict?.answer(true)}
      />
      <LeaveDialog dirty={dirty || broken} />
    </div>
  );
}
