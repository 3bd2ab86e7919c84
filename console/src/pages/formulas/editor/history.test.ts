import { expect, test } from 'vitest';
import { begun, changed, redone, undone } from './history';

test('changes are taken back one by one, and done again', () => {
  const edited = changed(changed(begun('a'), 'b'), 'c');
  expect(undone(edited).now).toBe('b');
  expect(undone(undone(edited)).now).toBe('a');
  expect(undone(undone(undone(edited))).now).toBe('a');
  expect(redone(undone(undone(edited))).now).toBe('b');
  expect(redone(edited)).toBe(edited);
});

test('typing in one field is one change, until something else was done', () => {
  const typed = changed(changed(changed(begun(''), 'h', 'name'), 'hi', 'name'), 'hi!', 'name');
  expect(undone(typed).now).toBe('');
  const twice = changed(changed(changed(typed, 'x', 'api'), 'y', 'name'), 'z', 'name');
  expect(undone(twice).now).toBe('x');
  expect(undone(undone(twice)).now).toBe('hi!');
});

test('what is typed after undo is a change of its own', () => {
  const typed = changed(changed(begun('a'), 'b', 'name'), 'c');
  const again = changed(undone(typed), 'd', 'name');
  expect(undone(again).now).toBe('b');
  expect(redone(again).now).toBe('d');
});

test('what changes nothing is no change', () => {
  const history = begun('a');
  expect(changed(history, 'a')).toBe(history);
});
