// The packages that `webex` 3.12.0 loads for these resources, put together the way its own dist/webex.js does it.
import {createRequire} from 'node:module';
import './webex-environment.mjs';
import {walk} from './webex-walk.mjs';

const require = createRequire(import.meta.url);
for (const plugin of [
  'authorization',
  'attachment-actions',
  'logger',
  'messages',
  'memberships',
  'people',
  'rooms',
  'teams',
  'team-memberships',
  'webhooks',
]) {
  require(`@webex/plugin-${plugin}`);
}
const Webex = require('@webex/webex-core').default;

walk('@webex/webex-core 3.12.0 with its plugins', (attributes) => new Webex(attributes));
