import { useEffect, useState } from 'react';
import { t } from '../strings';

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** "3 minutes ago"; within a minute "just now". */
export function ago(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return t.time.justNow;
}

/** What is left until a moment: "13 d 4 h", "4 h 12 min", "3 min 05 s"; "expired" behind it. */
export function left(until: Date, now: Date): string {
  const seconds = Math.floor((until.getTime() - now.getTime()) / 1000);
  if (seconds <= 0) return t.time.expired;
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  if (days > 0) return t.time.days(days, hours);
  if (hours > 0) return t.time.hours(hours, minutes);
  return t.time.minutes(minutes, String(seconds % 60).padStart(2, '0'));
}

/** The time, again and again. */
export function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

export function Ago({ at }: { at: string }) {
  const now = useNow(20_000);
  const date = new Date(at);
  return (
    <time dateTime={at} title={absolute.format(date)}>
      {ago(date, now)}
    </time>
  );
}

export function Countdown({ until }: { until: string }) {
  const now = useNow(1_000);
  const date = new Date(until);
  return (
    <time dateTime={until} title={absolute.format(date)}>
      {left(date, now)}
    </time>
  );
}

/** Hours, minutes, seconds and milliseconds of a moment, for lists of calls. */
export function clockTime(at: string): string {
  const date = new Date(at);
  return `${date.toLocaleTimeString('en-GB')}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

export const fullTime = (at: string) => absolute.format(new Date(at));
