import { beforeEach, expect, test } from 'vitest';
import type { ElementDetails } from '../../api/catalog';
import { forgetDrafts, keepAttempt, keepDraft, latestAttempt, withDraft } from './draft';

const entry = (key: string, more = {}) => ({
  key,
  name: key,
  description: '',
  type: 'TEXTFIELD_1000',
  required: false,
  hidden: false,
  ...more,
});

const element = {
  key: 'example',
  application: null,
  configuration: [entry('plain'), entry('hidden', { secret: true }), entry('masked', { type: 'PASSWORD' })],
} as unknown as ElementDetails;

const values = (name: string, value: string) => ({
  name,
  apiKey: `the id of ${name}`,
  apiSecret: `the secret of ${name}`,
  keep: true,
  tags: 'eu',
  scopes: ['read'],
  configuration: ['plain', 'hidden', 'masked'].map((key) => ({ key, value })),
});

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

test('what was typed comes back, but no secret', () => {
  keepDraft(element, values('Team', 'typed'));
  expect(JSON.stringify({ ...sessionStorage })).not.toContain('the secret');
  const restored = withDraft(element, values('', 'default'));
  expect(restored.name).toBe('Team');
  expect(restored.apiKey).toBe('the id of Team');
  expect(restored.apiSecret).toBe('the secret of ');
  expect(restored.configuration.map(({ value }) => value)).toEqual(['typed', 'default', 'default']);
});

test('a client id does not come back where a stored application has taken its place', () => {
  keepDraft(element, values('Team', 'typed'));
  const stored = { ...element, application: { apiKey: 'stored' } };
  expect(withDraft(stored, { ...values('', 'default'), apiKey: '' }).apiKey).toBe('');
});

test('an attempt is remembered until it is forgotten, each element by itself', () => {
  keepAttempt(element, 7);
  expect(latestAttempt(element)).toBe('7');
  forgetDrafts('another');
  expect(latestAttempt(element)).toBe('7');
  forgetDrafts('example');
  expect(latestAttempt(element)).toBeUndefined();
});

test('an attempt that is over is not offered', () => {
  localStorage.setItem('valence.connect.attempt.example', JSON.stringify({ id: '7', at: Date.now() - 16 * 60_000 }));
  expect(latestAttempt(element)).toBeUndefined();
});
