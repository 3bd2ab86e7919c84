import { expect, test } from 'vitest';
import { listOf, objectOf, vendorObjects } from './vendorObjects';

const resources = [
  { method: 'POST', path: '/hubs/collaboration/channels' },
  { method: 'GET', path: '/hubs/collaboration/channels' },
  { method: 'GET', path: '/hubs/collaboration/channels/{id}/messages' },
  { method: 'GET', path: '/hubs/collaboration/messages/{id}' },
  { method: 'GET', path: '/hubs/collaboration/channels/{id}/users' },
  { method: 'GET', path: '/hubs/collaboration/users' },
  { method: 'GET', path: '/hubs/collaboration/roles/{id}' },
];
const objects = vendorObjects(
  ['channels', 'channelsMessages', 'messages', 'channelsUsers', 'users', 'roles'],
  resources,
);

test('objects inside of others are called by their last word', () => {
  expect(objects.map(({ name, vendorName, list }) => [name, vendorName, list])).toEqual([
    ['channels', 'channels', '/channels'],
    ['channelsMessages', 'messages', '/channels/{id}/messages'],
    ['channelsUsers', 'users', '/channels/{id}/users'],
    ['users', 'users', '/users'],
    ['roles', 'roles', undefined],
  ]);
});

test('a mapping means the object on the shortest path, or what it names itself', () => {
  expect(objectOf('users', objects)?.name).toBe('users');
  expect(objectOf('messages', objects)?.name).toBe('channelsMessages');
  expect(objectOf('rooms', objects)).toMatchObject({ name: 'rooms', vendorName: 'rooms' });
  expect(objectOf('', objects)).toBeUndefined();
});

test('an object of the application stands where the provider’s does', () => {
  expect(listOf('note', objectOf('messages', objects))).toBe('/channels/ID/note');
  expect(listOf('a b', objectOf('channels', objects))).toBe('/a%20b');
  expect(listOf('role', objectOf('roles', objects))).toBe('/role');
});
