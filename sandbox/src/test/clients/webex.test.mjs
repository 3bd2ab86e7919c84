// The package `webex` itself: 1.161.0 is its last release under an open licence. README.md tells about the later ones.
import {createRequire} from 'node:module';
import './webex-environment.mjs';
import {walk} from './webex-walk.mjs';

const Webex = createRequire(import.meta.url)('webex');

walk('webex 1.161.0', (attributes) => Webex.init(attributes));
