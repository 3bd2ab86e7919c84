import type { ErrorComponentProps } from '@tanstack/react-router';
import { messageOf } from '../api/messages';
import { t } from '../strings';
import { Button } from '../ui/Button';
import { Note } from '../ui/Note';

/** Shown in place of a page whose code failed. */
export function Crash({ error }: ErrorComponentProps) {
  return (
    <main id="main" className="main main-narrow stack">
      <h1>{t.failure.crashTitle}</h1>
      <Note kind="danger">
        <p>{t.failure.crashText}</p>
        <p className="words">{messageOf(error)}</p>
        <div>
          <Button onClick={() => location.reload()}>{t.failure.reload}</Button>
        </div>
      </Note>
    </main>
  );
}
