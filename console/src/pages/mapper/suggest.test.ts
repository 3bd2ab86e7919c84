import { describe, expect, test } from 'vitest';
import { pathsOf } from './paths';
import { likeness, suggestions } from './suggest';

const room = pathsOf({
  id: 'Y2lz',
  title: 'Launch',
  type: 'group',
  isLocked: false,
  lastActivity: '2026-01-15T09:30:00Z',
  creatorId: 'abc',
  created: '2026-01-15T09:30:00Z',
});

const field = (path: string, type = 'string') => ({ path, type });
const suggested = (fields: { path: string; type: string }[], taken: string[] = []) =>
  Object.fromEntries(suggestions(fields, room, new Set(taken)));

describe('suggestions', () => {
  test('find the same words in other dress, words that mean the same, and the last word of a path', () => {
    const fields = [field('id'), field('name'), field('times.created_at', 'date'), field('locked', 'boolean')];
    expect(suggested(fields)).toEqual({
      id: 'id',
      name: 'title',
      'times.created_at': 'created',
      locked: 'isLocked',
    });
  });

  test('leave out what is mapped already, and give a place to one field only', () => {
    expect(suggested([field('name')], ['title'])).toEqual({});
    expect(suggested([field('label'), field('title')])).toEqual({ title: 'title' });
  });

  test('leave out what cannot be of the type', () => {
    expect(suggested([field('name', 'number'), field('created', 'boolean')])).toEqual({});
  });

  test('say nothing where nothing is alike', () => {
    expect(suggested([field('price'), field('weather.wind')])).toEqual({});
  });
});

test('likeness falls with the words that differ', () => {
  expect(likeness('title', 'title')).toBe(1);
  expect(likeness('TITLE', 'name')).toBeGreaterThan(likeness('title', 'room.name'));
  expect(likeness('owner.id', 'creatorId')).toBeGreaterThan(likeness('owner.id', 'teamId'));
  expect(likeness('title', 'created')).toBe(0);
});
