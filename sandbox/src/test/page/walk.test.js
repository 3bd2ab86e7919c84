/** A person's way through the page, in the system's Chromium; one after the other, since there is one sandbox. */

import { after, before } from 'node:test';
import { launch, quit } from './browser.js';
import './sections.js';
import './rooms.js';
import './accounts.js';
import './control.js';

before(launch);
after(quit);
