import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { API } from './mapperHands';
import { launch, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('the palette leads to the objects of an instance', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await visitor.logIn();
  const id = await visitor.connectInstance('Jumped to');
  await page.keyboard.press('Control+k');
  await page.locator('[cmdk-input]:focus').waitFor();
  await page.keyboard.type('map jumped');
  await page.locator('[cmdk-item][data-selected=true]', { hasText: 'Map Jumped to to your objects' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/instances/${id}/objects`);
  await visitor.leave();
});

/** Makes an object with a mapping of Cisco Spark. */
async function make(visitor: Visitor, name: string, owner = 'organizations'): Promise<void> {
  await visitor.api('POST', `${API}/${owner}/objects/${name}/definitions`, {
    fields: [{ path: 'name', type: 'string' }],
  });
  const fields = [{ path: 'name', vendorPath: 'title' }];
  await visitor.api('POST', `${API}/${owner}/elements/ciscospark/transformations/${name}`, {
    vendorName: 'channels',
    fields,
  });
}

test('an object is renamed with its mappings, at the level that one chooses', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await visitor.logIn();
  const id = await visitor.connectInstance('Renames');
  await make(visitor, 'before');
  await make(visitor, 'before', 'accounts');
  await make(visitor, 'taken', 'accounts');
  await page.goto(`/instances/${id}/objects`);
  const row = page.locator('tbody tr', { has: page.getByRole('link', { name: 'before', exact: true }) });
  await row.getByText('Cisco Spark').waitFor();
  await page.getByRole('button', { name: 'Rename before' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /^Account/, checked: true }).waitFor();
  await dialog.getByText('What is saved for the organization keeps the name before.').waitFor();
  await visitor.expectAccessible();
  await visitor.shoot('object-rename');
  const name = dialog.getByLabel('New name');
  await name.fill('two words');
  await page.keyboard.press('Enter');
  await dialog.getByRole('alert').getByText('without spaces').waitFor();
  await name.fill('taken');
  await page.keyboard.press('Enter');
  await dialog.getByRole('alert').getByText('already').waitFor();
  await name.fill('after');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('link', { name: 'after', exact: true }).waitFor();
  await row.waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  expect(await visitor.api('GET', `${API}/accounts/elements/ciscospark/transformations/after`)).toMatchObject({
    objectName: 'after',
  });
  await visitor.leave();
});

test('an object is deleted after it was said what goes, and its fields stay while another mapping needs them', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await visitor.logIn();
  const id = await visitor.connectInstance('Deletes');
  await make(visitor, 'gone', 'accounts');
  await make(visitor, 'needed', 'accounts');
  await visitor.api('POST', `${API}/instances/${id}/transformations/needed`, {
    vendorName: 'channels',
    fields: [{ path: 'name', vendorPath: 'type' }],
  });
  await page.goto(`/instances/${id}/objects`);
  await page.getByRole('button', { name: 'Delete gone' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('This is deleted for the account:').waitFor();
  await dialog.getByText('its field').waitFor();
  await dialog.getByText('the mapping to Cisco Spark').waitFor();
  await visitor.expectAccessible();
  await visitor.shoot('object-delete');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Delete gone' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('link', { name: 'gone', exact: true }).waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: 'Delete needed' }).click();
  await dialog.getByRole('radio', { name: /^Account/ }).click();
  await dialog.getByText('This is deleted for the account:').waitFor();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('The fields of needed stay').first().waitFor();
  expect(await visitor.api('GET', `${API}/instances/${id}/transformations/needed`)).toMatchObject({
    level: 'instance',
  });
  await visitor.leave();
});

test('who is no administrator reads why an object of the organization stays', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await visitor.logIn();
  const id = await visitor.connectInstance('Member of objects');
  await make(visitor, 'common');
  await page.route('**/console/session', async (route) => {
    const reply = await route.fetch();
    const session = (await reply.json()) as { user: object };
    await route.fulfill({ response: reply, json: { ...session, user: { ...session.user, administrator: false } } });
  });
  await page.goto(`/instances/${id}/objects`);
  await page.getByRole('button', { name: 'Delete common' }).click();
  await page.getByRole('dialog').getByText('only administrators change that').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Rename common' }).click();
  await page.getByRole('dialog').getByText('only administrators change that').waitFor();
  await visitor.leave();
});
