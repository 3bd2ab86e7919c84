import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ADMIN } from './platform';
import { launch, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('a token is shown only for the password, and the code can be copied with it', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  await visitor.connect('Revealed');
  await page.getByRole('button', { name: 'Fill in the secrets' }).click();
  await page.getByLabel('Your password').fill('wrong');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await page.getByLabel('Your password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByText('The code holds your secrets now').waitFor();
  await page.getByRole('button', { name: 'Copy: curl' }).click();
  const curl = await page.evaluate(() => navigator.clipboard.readText());
  expect(curl).not.toContain('ELEMENT_TOKEN');
  const [, url = '', authorization = ''] = /curl '([^']+)'.*-H 'Authorization: ([^']+)'/s.exec(curl) ?? [];
  const reply = await fetch(url, { headers: { Authorization: authorization } });
  expect(reply.status).toBe(200);
  await visitor.leave();
});

test('an instance is renamed, disabled, enabled and deleted with its name typed', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  await visitor.connect('Short-lived');
  await page.getByRole('link', { name: 'Open the instance' }).click();
  await page.getByRole('button', { name: 'Rename and tag' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Renamed');
  await page.getByLabel('Tags').fill('blue, green');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Renamed', level: 1 }).waitFor();

  await page.getByRole('switch', { name: 'Trace logging' }).click();
  await page.getByText('Trace logging is on', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await page.getByText('This instance is disabled').waitFor();
  await visitor.shoot('instance-disabled');
  await page.getByRole('button', { name: 'Enable' }).first().click();
  await page.getByText('This instance is disabled').waitFor({ state: 'hidden' });

  await page.goto('/instances?q=green');
  await page.getByRole('link', { name: 'Renamed' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const action = page.getByRole('dialog').getByRole('button', { name: 'Delete instance' });
  expect(await action.isDisabled()).toBe(true);
  await page.getByLabel('Type “Renamed” to confirm').fill('Renamed');
  await visitor.shoot('instance-delete');
  await action.click();
  await page.getByRole('heading', { name: 'Instances', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Renamed' }).waitFor({ state: 'hidden' });
  await visitor.leave();
});

test('long names and tags fit on every screen', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const words = 'The accounts of everybody who answers customers in the offices of Lisbon and Porto';
  const unbroken = 'x'.repeat(120);
  const id = await visitor.connectInstance('To be long');
  await visitor.api('PATCH', `/elements/api-v2/instances/${id}`, { name: words, tags: [words, unbroken, 'eu'] });

  await page.goto('/instances');
  const name = page.getByRole('link', { name: words });
  await name.waitFor();
  const box = page.locator('.table-scroll');
  expect(await box.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  expect((await name.boundingBox())?.height, 'a few lines, not one for each word').toBeLessThan(100);
  await visitor.shoot('instances-long-tags');
  await page.getByRole('button', { name: unbroken }).click();
  await page.getByRole('button', { name: `Tags: ${unbroken}` }).waitFor();
  await visitor.narrow();
  await visitor.expectNoSidewaysScrolling();
  const inside = await page.locator('.table-scroll').evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(inside).toBe(0);
  await visitor.shoot('instances-long-tags-narrow');
  await page.goto(`/instances/${id}`);
  await page.getByRole('heading', { name: words, level: 1 }).waitFor();
  await visitor.expectNoSidewaysScrolling();
  await visitor.shoot('instance-long-tags-narrow');
  await visitor.api('DELETE', `/elements/api-v2/instances/${id}`);
  await visitor.leave();
});

test('an account whose consent was withdrawn says so and is connected again, with the same id', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  await visitor.connect('Withdrawn');
  await page.getByRole('link', { name: 'Open the instance' }).click();
  await page.waitForURL('**/instances/*');
  const address = page.url();
  const id = Number(address.split('/').pop());
  await fetch(`${inject('sandbox')}/_sandbox/tokens/revoke`, { method: 'POST', body: '{}' });
  await page.evaluate(async (instance) => {
    const { csrfToken } = (await (await fetch('/console/session')).json()) as { csrfToken: string };
    await fetch('/elements/api-v2/ping', {
      headers: { 'X-CSRF-Token': csrfToken, 'Valence-Instance': String(instance), Prefer: 'quiet-errors' },
    });
  }, id);
  await page.reload();
  await page.getByText('The account has to be connected again').waitFor();
  await page.getByText('not renewed any more').waitFor();
  expect(await page.getByText('Valence refreshes it ahead of time').count()).toBe(0);
  await visitor.shoot('instance-needs-reauthentication');
  await visitor.expectAccessible();
  await page.getByRole('button', { name: 'Re-authenticate' }).first().click();
  await visitor.decide('allow');
  await page.getByRole('heading', { name: 'Withdrawn is connected' }).waitFor();
  await page.getByRole('link', { name: 'Open the instance' }).click();
  await page.getByText('Working', { exact: true }).waitFor();
  expect(page.url()).toBe(address);
  await visitor.leave();
});
