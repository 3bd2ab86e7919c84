import { f } from '../../formulaStrings';
import { Ago, fullTime, useNow } from '../../ui/Time';

const MINUTE_MS = 60_000;

/** How long it is until a moment; the last minute is not "just now", which would read as if it was over. */
export function Coming({ at }: { at: string }) {
  const now = useNow(5_000);
  if (new Date(at).getTime() - now.getTime() >= MINUTE_MS) return <Ago at={at} />;
  return (
    <time dateTime={at} title={fullTime(at)}>
      {f.soon}
    </time>
  );
}
