import { t } from '../../strings';

const LONGEST = 80;

/** A value of the sample in one line. */
export function shortValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return t.mapper.noValue;
  if (Array.isArray(value)) return t.mapper.listOf(value.length);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
}
