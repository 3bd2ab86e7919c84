/** Each section in light and dark, wide and narrow, with the keyboard, and empty. */

import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import {
  accessibilityFaults,
  ADA,
  BOB,
  call,
  control,
  NARROW,
  open,
  reset,
  ROOT,
  scrollsSideways,
  shot,
  tokenOf,
  webhook,
  WIDE,
} from './browser.js';

const SECTIONS = [
  'start',
  'rooms',
  'people',
  'integrations',
  'tokens',
  'webhooks',
  'deliveries',
  'calls',
  'faults',
  'settings',
];

describe('every section', () => {
  beforeEach(reset);

  for (const colorScheme of ['light', 'dark']) {
    for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
      test(`opens quietly and is accessible, ${colorScheme} and ${size}`, async () => {
        await webhook('Bob listens');
        await webhook('Broken', { targetUrl: `${ROOT}/_sandbox/listener/500` });
        await control('POST', '/faults', { kind: 'status', status: 503, path: '/webex/v1/rooms', count: 3 });
        await call(await tokenOf(ADA), '/people/me');
        await control('POST', '/act', {
          person: BOB,
          method: 'POST',
          path: '/messages',
          body: { toPersonEmail: ADA, markdown: 'Look: `code`, **bold**' },
        });
        const { page, close } = await open({ colorScheme, viewport });
        for (const section of SECTIONS) {
          await page.goto(`${ROOT}/#/${section}`);
          await page.locator('main h1').waitFor({ state: 'attached' });
          await page.waitForTimeout(400);
          if (section === 'rooms' && size === 'narrow') {
            await shot(page, `rooms-list-${size}-${colorScheme}`);
            await page.locator('.room-list a').first().click();
          }
          await page.waitForTimeout(300);
          await shot(page, `${section}-${size}-${colorScheme}`);
          assert.deepEqual(await accessibilityFaults(page), [], section);
          assert.equal(await scrollsSideways(page), false, `${section} scrolls sideways`);
          assert.doesNotMatch(await page.locator('body').innerText(), /\[object |undefined|NaN/, section);
        }
        await close();
      });
    }
  }

  test('is reached with the keyboard alone, past the navigation', async () => {
    const { page, close } = await open();
    await page.locator('.room-list a').first().waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    await page.getByRole('link', { name: 'Faults' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Faults', level: 1 }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Faults');
    await close();
  });

  test('says what to do when there is nothing', async () => {
    const { page, close } = await open({ path: '/#/webhooks' });
    await page.getByText('Nobody listens yet').waitFor();
    await page.goto(`${ROOT}/#/deliveries`);
    await page.getByText('Nothing was delivered yet').waitFor();
    await page.goto(`${ROOT}/#/calls`);
    await page.getByText('No call to show').waitFor();
    await page.goto(`${ROOT}/#/tokens`);
    await page.getByText('No token is alive').waitFor();
    await page.goto(`${ROOT}/#/faults`);
    await page.getByText('No fault is waiting').waitFor();
    await close();
  });
});
