/** What was edited, what it was before, and what was taken back. */
export interface History<T> {
  past: readonly T[];
  now: T;
  future: readonly T[];
  /** What the last change belongs to: typing in one field is one change. */
  series: string | undefined;
}

const LONGEST = 200;

export const begun = <T>(now: T): History<T> => ({ past: [], now, future: [], series: undefined });

/**
 * The history with one more change; what was taken back is gone then.
 *
 * @param series changes in a row of the same series are one; without it each is its own
 */
export function changed<T>(history: History<T>, now: T, series?: string): History<T> {
  if (now === history.now) return history;
  const joins = series !== undefined && series === history.series && history.past.length > 0;
  const past = joins ? history.past : [...history.past, history.now].slice(-LONGEST);
  return { past, now, future: [], series };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  const future = [history.now, ...history.future];
  return { past: history.past.slice(0, -1), now: before, future, series: undefined };
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, future, series: undefined };
}
