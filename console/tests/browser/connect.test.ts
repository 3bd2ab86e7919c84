import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('a new user connects an account, with the two keys the first time and only a name afterwards', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  await page.getByRole('link', { name: 'Connect Cisco Spark' }).click();
  await page.getByLabel('Name', { exact: true }).fill('First account');
  const keysAsked = await page.getByLabel('Client ID').isVisible();
  if (keysAsked) {
    await page.getByLabel('Client ID').fill('valence-sandbox');
    await page.getByLabel('Client secret').fill('sandbox-secret');
  }
  await page.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  await visitor.decide('allow');
  await page.getByRole('heading', { name: 'First account is connected' }).waitFor();
  for (const step of ['Make requests', 'Map it to an object', 'Use it in a formula', 'Copy the code']) {
    await page.getByRole('heading', { name: step }).waitFor();
  }
  await visitor.shoot('connected');

  await page.goto('/catalog/ciscospark/connect');
  await page.getByText('All you need to do is add a name.').waitFor();
  expect(await page.getByLabel('Client ID').count()).toBe(0);
  await page.getByLabel('Name', { exact: true }).fill('Second account');
  await page.keyboard.press('Enter');
  await visitor.decide('allow');
  await page.getByRole('heading', { name: 'Second account is connected' }).waitFor();
  await visitor.leave();
});

test('denying access ends on a page that says so, shows the provider’s words, and has kept everything', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  await page.goto('/catalog/ciscospark/connect');
  await page.getByLabel('Name', { exact: true }).fill('Denied account');
  await page.getByText('Advanced').click();
  await page.getByLabel('Tags').fill('eu, support');
  await page.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  await visitor.decide('deny');
  await page.getByRole('heading', { name: 'What Cisco Spark said' }).waitFor();
  await page.getByText('access_denied').waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Denied account');
  expect(await page.getByLabel('Tags').inputValue()).toBe('eu, support');
  await visitor.expectAccessible();
  await visitor.shoot('denied');

  await page.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  await visitor.decide('allow');
  await page.getByRole('heading', { name: 'Denied account is connected' }).waitFor();
  await page.getByRole('link', { name: 'Open the instance' }).click();
  await page.getByText('support', { exact: true }).first().waitFor();
  await visitor.leave();
});

test('a wrong client secret is named, and only the secret has to be typed again', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  await page.goto('/catalog/ciscospark');
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Store application' }).waitFor();

  await page.goto('/catalog/ciscospark/connect');
  await page.getByLabel('Name', { exact: true }).fill('Mistyped');
  await page.getByLabel('Client ID').fill('valence-sandbox');
  await page.getByLabel('Client secret').fill('wrong');
  await page.getByRole('checkbox', { name: 'Store these keys for my organization' }).uncheck();
  await page.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  await visitor.decide('allow');
  await page.getByRole('heading', { name: 'What to do' }).waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Mistyped');
  expect(await page.getByLabel('Client ID').inputValue()).toBe('valence-sandbox');
  await page.getByText('The one before was refused.').waitFor();
  expect(await page.getByText('Leave empty to use the one you entered before.').count()).toBe(0);
  await page.locator('input[type=password]:focus').waitFor();
  await visitor.shoot('wrong-secret');
  await page.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  await page.getByText('Enter the client secret that the provider gave you.').waitFor();
  await page.getByLabel('Client secret').fill('sandbox-secret');
  await page.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  await visitor.decide('allow');
  await page.getByRole('heading', { name: 'Mistyped is connected' }).waitFor();
  await visitor.leave();
});

test('the form checks what is typed before anything is sent', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  await page.goto('/catalog/ciscospark/connect');
  await page.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  await page.getByText('Give the connection a name.').waitFor();
  await page.getByText('Advanced').click();
  await page.getByLabel('Event notification callback URL').fill('not an address');
  await page.getByText('Enter an http or https address').waitFor();
  await page.getByLabel('Event notification callback URL').fill('');
  await page.getByRole('checkbox', { name: 'Enable events' }).check();
  await page.getByText('Events need an address to be posted to.').waitFor();
  expect(await page.getByLabel('Vendor event type').inputValue()).toBe('webhooks');
  await page.getByLabel('Event notification callback URL').fill('not an address');
  await page.getByRole('button', { name: 'None', exact: true }).click();
  await page.getByText('Choose at least one scope.').waitFor();
  await visitor.shoot('form-checks');
  await visitor.expectAccessible();
  await visitor.leave();
});
