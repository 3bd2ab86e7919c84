import cronstrue from 'cronstrue';
import { f } from '../../../formulaStrings';

interface Props {
  cron: string;
  /** Whether the server says that it is no schedule. */
  wrong: boolean;
  next: readonly string[];
}

const TIME = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** A schedule in words, and when it comes next. */
export function CronWords({ cron, wrong, next }: Props) {
  const words = wordsOf(cron);
  if (wrong || !words) return null;
  return (
    <div className="cron-words" role="status">
      <p className="cron-sentence">{f.cronWords(words)}</p>
      {next.length > 0 && (
        <p>
          {f.cronNext}: {next.map((time) => TIME.format(new Date(time))).join('; ')}
        </p>
      )}
    </div>
  );
}

/** Nothing when nobody can say it in words. */
export function wordsOf(cron: string): string | undefined {
  try {
    // Quartz counts days of the week from 1, which is Sunday.
    return cronstrue.toString(cron.trim(), { dayOfWeekStartIndexZero: false, use24HourTimeFormat: true });
  } catch {
    return undefined;
  }
}
