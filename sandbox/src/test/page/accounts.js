/** Integrations, consents, tokens and bots. */

import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { accessibilityFaults, ADA, BOB, call, control, open, reset, ROOT, shot } from './browser.js';

describe('integrations and tokens', () => {
  beforeEach(reset);

  test('an integration is registered, consented to, and its code exchanged', async () => {
    const { page, close } = await open({ path: '/#/integrations' });
    await page.getByLabel('Name').fill('My connector');
    await page.getByText('Scopes: 4 chosen').click();
    await page.getByRole('button', { name: 'Messaging' }).click();
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.getByRole('button', { name: 'Register' }).click();
    const card = page.getByRole('region', { name: 'My connector' });
    await card.getByRole('button', { name: 'Show' }).click();
    const { integrations } = await control('GET', '/integrations');
    const made = integrations.find((one) => one.name === 'My connector');
    await card.getByText(made.clientSecret).waitFor();
    await shot(page, 'integrations-registered');
    await card.getByRole('link', { name: 'Try its consent page' }).click();
    await page.getByLabel('Bob Okafor').check();
    await shot(page, 'consent');
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('button', { name: 'Exchange it here' }).click();
    const answer = page.getByRole('region', { name: 'Answer of the consent page' });
    await answer.getByText('Refresh token').waitFor();
    await shot(page, 'integrations-exchanged');
    const token = await answer.locator('.copy-line', { hasText: 'Access token' }).locator('code').innerText();
    assert.equal((await (await call(token, '/people/me')).json()).emails[0], BOB);
    assert.equal(page.url(), `${ROOT}/#/integrations`);
    await close();
  });

  test('an integration is blocked, gets a new secret and is deleted', async () => {
    await control('POST', '/integrations', { name: 'Short-lived', redirectUris: [`${ROOT}/`], scopes: ['spark:all'] });
    const { page, close } = await open({ path: '/#/integrations' });
    const card = page.getByRole('region', { name: 'Short-lived' });
    await card.getByRole('button', { name: 'Block' }).click();
    await card.getByText('blocked').waitFor();
    const secret = async () =>
      (await control('GET', '/integrations')).integrations.find((one) => one.name === 'Short-lived')?.clientSecret;
    const former = await secret();
    await card.getByRole('button', { name: 'New secret' }).click();
    await page.getByRole('button', { name: 'Make a new secret' }).click();
    await page.getByText('It has a new secret.').waitFor();
    assert.notEqual(await secret(), former);
    await card.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await card.waitFor({ state: 'detached' });
    assert.equal(await secret(), undefined);
    await close();
  });

  test('a token is made with a line that works, and ended', async () => {
    const { page, close } = await open({ path: `/#/tokens/${ADA}` });
    await page.getByRole('button', { name: 'Make it' }).click();
    const line = page.locator('.result .copy-line', { hasText: 'Try it' });
    await line.getByRole('button', { name: 'Copy' }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const [, token] = /^curl http\S+\/people\/me -H "Authorization: Bearer (\S+)"$/.exec(copied);
    assert.equal((await (await call(token, '/people/me')).json()).emails[0], ADA);
    await shot(page, 'tokens-made');
    await page.getByRole('button', { name: 'End it: the access token of Ada Lindqvist' }).click();
    await page
      .getByRole('button', { name: 'End it: the access token of Ada Lindqvist' })
      .waitFor({ state: 'detached' });
    assert.equal((await call(token, '/people/me')).status, 401);
    await close();
  });

  test('a bot is made, and its token works', async () => {
    const { page, close } = await open({ path: '/#/people' });
    await page.getByLabel('User name').fill('weather');
    await page.getByRole('button', { name: 'Make the bot' }).click();
    const dialog = page.getByRole('dialog');
    const token = await dialog.locator('.copy-line', { hasText: 'Token' }).locator('code').innerText();
    assert.equal((await (await call(token, '/people/me')).json()).type, 'bot');
    await close();
  });
});
