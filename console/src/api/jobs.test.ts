import { expect, test } from 'vitest';
import { formulaOf, type Job, withKept } from './jobs';

const job = (id: number, more: Partial<Job> = {}): Job => ({
  id,
  name: `Job ${id}`,
  description: `Runs the formula by its schedule: formula ${id + 10}, instance ${id}`,
  active: true,
  createdDate: '2026-01-15T09:30:00Z',
  ...more,
});

test('the formula of a job stands at the end of its description', () => {
  expect(formulaOf(job(7))).toBe('17');
  expect(formulaOf(job(7, { description: 'After formula 3, instance 4 (formula 17, instance 7)' }))).toBe('17');
  expect(formulaOf(job(7, { description: 'Says nothing' }))).toBeUndefined();
});

test('a job that was switched off keeps its place, and the list wins once it has it again', () => {
  const off = job(2, { active: false });
  expect(withKept([job(1), job(3)], [off])).toEqual([job(1), off, job(3)]);
  expect(withKept([job(1), job(2), job(3)], [off])).toEqual([job(1), job(2), job(3)]);
});
