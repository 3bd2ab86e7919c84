import { type FormEvent, useState } from 'react';
import { messageOf } from '../api/messages';
import { t } from '../strings';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { Field } from './Field';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: string;
  onPassword: (password: string) => Promise<unknown>;
}

/** Asks for the password once more before a secret is shown. */
export function PasswordDialog({ open, onOpenChange, title, description, onPassword }: Props) {
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const change = (next: boolean) => {
    setPassword('');
    setProblem(undefined);
    onOpenChange(next);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (password === '') return setProblem(t.password.missing);
    setBusy(true);
    try {
      await onPassword(password);
      change(false);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog open={open} onOpenChange={change} title={title} description={description}>
      <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
        <Field label={t.password.label} error={problem}>
          {(control) => (
            <input
              {...control}
              className="input"
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <div className="dialog-actions">
          <Button onClick={() => change(false)}>{t.common.cancel}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t.password.show}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
