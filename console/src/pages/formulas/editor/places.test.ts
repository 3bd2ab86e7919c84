import { expect, test } from 'vitest';
import type { Draft } from './draft';
import { spotOf } from './places';

const step = (name: string) => ({ name, type: 'script', properties: {}, onSuccess: [], onFailure: [] });
const long = 'x'.repeat(70);
const draft: Draft = {
  name: 'F',
  configuration: [
    { key: 'max', type: 'value' },
    { key: 'max.count', type: 'value' },
  ],
  triggers: [step('trigger')],
  steps: [step('send'), step('send.all'), step(long)],
};

test.each([
  ['name', { field: 'name' }],
  ['steps.send.properties.api', { part: 'send', field: 'properties.api' }],
  ['steps.send.all.properties.api', { part: 'send.all', field: 'properties.api' }],
  ['steps.send', { part: 'send', field: '' }],
  [`steps.${'x'.repeat(60)}....onSuccess`, { part: long, field: 'onSuccess' }],
  ['steps[1].name', { part: 'send.all', field: 'name' }],
  ['triggers.trigger.properties.cron', { part: 'trigger', field: 'properties.cron' }],
  ['triggers[0].type', { part: 'trigger', field: 'type' }],
  ['configuration.max.count.type', { variable: 1, field: 'type' }],
  ['configuration[0].key', { variable: 0, field: 'key' }],
  ['steps.gone.name', { field: 'steps.gone.name' }],
])('%s', (place, spot) => expect(spotOf(place, draft)).toEqual(spot));
