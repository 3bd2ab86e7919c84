import { call } from './client';

/** What the server says about a formula that is not stored: each by its place, such as `steps.send.properties.api`. */
export interface FormulaCheck {
  problems: Record<string, string>;
  warnings: Record<string, string>;
  /** The next times of a schedule, in UTC. */
  next: string[];
}

export const checkFormula = (document: unknown, signal: AbortSignal) =>
  call<FormulaCheck>('/console/formulas/check', { method: 'POST', body: document, signal });
