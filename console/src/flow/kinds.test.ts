import { expect, test } from 'vitest';
import { STEPS } from './kinds';

test('every step that sends something can say whether it is sent again after a crash', () => {
  const saying = Object.entries(STEPS).filter(([, { properties }]) =>
    properties.some(({ name, kind }) => name === 'repeatAfterCrash' && kind === 'switch'),
  );
  expect(saying.map(([type]) => type)).toEqual([
    'elementRequest',
    'httpRequest',
    'request',
    'elementRequestStream',
    'amqpRequest',
  ]);
});
