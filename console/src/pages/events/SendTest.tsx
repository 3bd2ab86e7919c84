import { Send } from 'lucide-react';
import { useId } from 'react';
import { sendTest } from '../../api/events';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { useEventChange } from './useEventChange';

/** Sends an event that says nothing but that it arrives; without an address to send it to, says so instead. */
export function SendTest({ id, callback }: { id: string; callback: string }) {
  const reason = useId();
  const test = useEventChange(
    id,
    () => sendTest(id),
    () => t.events.testSent,
  );
  const unavailable = callback === '';
  return (
    <>
      {unavailable && (
        <span id={reason} className="small muted">
          {t.events.testNeedsAddress}
        </span>
      )}
      <Button
        look="primary"
        busy={test.isPending}
        unavailable={unavailable}
        aria-describedby={unavailable ? reason : undefined}
        onClick={() => test.mutate(undefined)}
      >
        <Send size={15} aria-hidden="true" />
        {t.events.sendTest}
      </Button>
    </>
  );
}
