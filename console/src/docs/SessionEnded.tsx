import { useEffect, useRef } from 'react';
import { t } from '../strings';
import { Button, buttonClass } from '../ui/Button';

/**
 * Above everything: the form of a request lies over the page and keeps the focus to itself, so only the browser's own modal
 * dialog can be reached from there.
 */
export function SessionEnded({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { pathname, search, hash } = location;
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="docs-ended" aria-labelledby="session-ended" onClose={onClose}>
      <div className="stack">
        <h2 id="session-ended">{t.docs.endedTitle}</h2>
        <p>{t.docs.ended}</p>
        <div className="row">
          <a
            href={`/login?to=${encodeURIComponent(pathname + search + hash)}`}
            className={buttonClass({ look: 'primary' })}
          >
            {t.docs.logIn}
          </a>
          <Button onClick={() => dialog.current?.close()}>{t.common.close}</Button>
        </div>
      </div>
    </dialog>
  );
}
