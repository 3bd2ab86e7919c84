/** Faults, settings, the clock, the reset, and webhooks. */

import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { BOB, call, control, open, reset, ROOT, shot, tokenOf, webhook } from './browser.js';

describe('what goes wrong, and when', () => {
  beforeEach(reset);

  test('an ordered 429 waits for its call, hits it, and is gone', async () => {
    const { page, close } = await open({ path: '/#/faults' });
    await page.getByLabel('Status', { exact: true }).fill('429');
    await page.getByLabel('Path').fill('/webex/v1/rooms');
    await page.getByRole('button', { name: 'Order it' }).click();
    const waiting = page.getByRole('list', { name: 'Waiting faults' });
    await waiting.getByText('Error status 429').waitFor();
    await shot(page, 'faults-waiting');
    const refused = await call(await tokenOf(BOB), '/rooms');
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '3');
    await waiting.getByText('Error status 429').waitFor({ state: 'detached' });
    await page.goto(`${ROOT}/#/calls`);
    await page.getByRole('row', { name: /429 GET \/webex\/v1\/rooms bob@/ }).waitFor();
    await close();
  });

  test('a fault is taken back, and a wrong one is explained', async () => {
    const { page, close, troubles } = await open({ path: '/#/faults' });
    await page.getByText('Late answer').click();
    await page.getByRole('button', { name: 'Order it' }).click();
    await page.getByRole('button', { name: 'Take back Late answer' }).click();
    await page.getByText('No fault is waiting').waitFor();
    assert.deepEqual((await control('GET', '/faults')).faults, []);
    await page.getByText('Error status').click();
    await page.getByLabel('Status', { exact: true }).fill('99');
    await page.getByRole('button', { name: 'Order it' }).click();
    await page.getByText('needs a status from 200 to 599').waitFor();
    assert.equal(troubles.splice(0).length, 1);
    await page.getByLabel('How many calls').fill('many');
    await page.getByRole('button', { name: 'Order it' }).click();
    await page.getByText('How many calls: a whole number is needed.').waitFor();
    await close();
  });

  test('settings hold at once, the clock moves, and a reset brings everything back', async () => {
    const token = await tokenOf(BOB);
    const { page, close } = await open({ path: '/#/settings' });
    await page.getByLabel('Calls a minute').fill('5');
    await page.keyboard.press('Enter');
    await page.getByText('Saved.').waitFor();
    await page.getByRole('switch', { name: 'Send webhooks twice' }).check();
    await page.waitForFunction(async () => (await (await fetch('/_sandbox/settings')).json()).duplicateWebhooks);
    assert.equal((await control('GET', '/settings')).rateLimit, 5);
    await page.getByRole('button', { name: '+ 14 days' }).click();
    await page.getByText('Clock: 14 days ahead').waitFor();
    assert.equal((await call(token, '/people/me')).status, 401);
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Reset everything' }).click();
    await page.getByText('as it was at the start').waitFor();
    await page.getByText('Clock: 14 days ahead').waitFor({ state: 'hidden' });
    assert.equal((await control('GET', '/settings')).rateLimit, 0);
    await close();
  });

  test('a webhook is switched off, on, and deleted, whoever made it', async () => {
    await webhook('Bob listens');
    const { page, close } = await open({ path: '/#/webhooks' });
    const row = page.getByRole('list', { name: 'Webhooks' }).getByRole('listitem');
    await row.getByRole('button', { name: 'Switch off' }).click();
    await row.getByText('inactive').waitFor();
    await row.getByRole('button', { name: 'Switch on' }).click();
    await row.getByText('active', { exact: true }).waitFor();
    await row.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Nobody listens yet').waitFor();
    await close();
  });
});
