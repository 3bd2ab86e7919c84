import { type FormEvent, type ReactNode, useState } from 'react';
import { messageOf } from '../api/messages';
import { t } from '../strings';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { Field } from './Field';
import { Note } from './Note';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  action: string;
  /** What has to be typed before the action can be taken. */
  typed?: string;
  danger?: boolean;
  onConfirm: () => Promise<unknown>;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ open, onOpenChange, title, description, action, typed, danger, onConfirm }: Props) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const matches = typed === undefined || text === typed;

  const change = (next: boolean) => {
    setText('');
    setProblem('');
    onOpenChange(next);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!matches || busy) return;
    setBusy(true);
    try {
      await onConfirm();
      change(false);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog open={open} onOpenChange={change} title={title} description={description}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        {typed !== undefined && (
          <Field label={t.confirm.typeName(typed)}>
            {(control) => (
              <input
                {...control}
                className="input"
                autoComplete="off"
                spellCheck={false}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        )}
        {problem && <Note kind="danger">{problem}</Note>}
        <div className="dialog-actions">
          <Button onClick={() => change(false)}>{t.common.cancel}</Button>
          <Button type="submit" look={danger ? 'danger' : 'primary'} busy={busy} disabled={!matches}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
