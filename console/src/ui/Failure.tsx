import { ApiError } from '../api/client';
import { messageOf } from '../api/messages';
import { t } from '../strings';
import { Button } from './Button';
import { Note } from './Note';

/** What went wrong while something was loaded, and a way to try it again. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const details = error instanceof ApiError ? error : undefined;
  return (
    <Note kind="danger" title={t.failure.title}>
      <p>{messageOf(error)}</p>
      {details?.providerMessage && <p className="words">{details.providerMessage}</p>}
      {details?.requestId && <p className="small muted">{t.failure.requestId(details.requestId)}</p>}
      {retry && (
        <div>
          <Button size="small" onClick={retry}>
            {t.common.tryAgain}
          </Button>
        </div>
      )}
    </Note>
  );
}
