import type { Level, ScriptFailure, Tried } from '../../api/mapping';
import type { LevelScript } from './levels';

/** Why the script of a level failed. */
export interface LevelFailure extends ScriptFailure {
  level: Level;
}

/** What an object becomes in one direction, and which scripts had no part in it. */
export interface Outcome {
  value: unknown;
  failures: LevelFailure[];
}

export interface Trial {
  read: Outcome;
  /** Nothing when what was read is no object, which cannot be sent. */
  sent: Outcome | undefined;
  /** The scripts that were tried, so that nobody takes their failures for those of others. */
  scripts: readonly LevelScript[];
}

/** Maps an object with one script, or with none. */
type Run = (payload: unknown, method: 'GET' | 'POST', script: string | undefined) => Promise<Tried>;

/** The sample in the application's words, and back in the provider's. */
export async function tried(run: Run, scripts: readonly LevelScript[], sample: unknown): Promise<Trial> {
  const read = await oneWay(run, scripts, sample, 'GET');
  const isObject = typeof read.value === 'object' && read.value !== null;
  return { read, sent: isObject ? await oneWay(run, scripts, read.value, 'POST') : undefined, scripts };
}

/**
 * The server tries one script at a time. So each further one is handed what the one before made of the object; as at work, one
 * that fails changes nothing.
 */
async function oneWay(
  run: Run,
  scripts: readonly LevelScript[],
  payload: unknown,
  method: 'GET' | 'POST',
): Promise<Outcome> {
  const [first, ...further] = scripts;
  const { value, failure } = await run(payload, method, first?.body);
  const outcome: Outcome = { value, failures: failure && first ? [{ ...failure, level: first.level }] : [] };
  for (const { level, body } of further) {
    const next = await run(payload, method, continued(outcome.value, body));
    if (next.failure) outcome.failures.push({ ...next.failure, level });
    else outcome.value = next.value;
  }
  return outcome;
}

/** The script with what came before in place of the mapped object; in front of its first line, so that all lines keep their numbers. */
const continued = (before: unknown, body: string) =>
  `transformedObject = JSON.parse(${JSON.stringify(JSON.stringify(before ?? null))}); ${body}`;
