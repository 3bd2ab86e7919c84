import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launch, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function openForm(): Promise<Visitor> {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  await visitor.storeApplication();
  await visitor.page.goto('/catalog/ciscospark/connect');
  return visitor;
}

async function goOn({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  await page.waitForURL(`${inject('sandbox')}/**`);
}

const askedScopes = ({ page }: Visitor) => new URL(page.url()).searchParams.get('scope')?.split(' ') ?? [];

test('who goes back from the provider’s page finds everything typed, and can go on there', async () => {
  const visitor = await openForm();
  const { page } = visitor;
  await page.getByLabel('Name', { exact: true }).fill('There and back');
  await page.getByText('Advanced').click();
  await page.getByLabel('Tags').fill('eu, support');
  await page.getByLabel('Event notification callback URL').fill('https://app.example/events');
  await page.getByRole('checkbox', { name: /^spark:rooms_write/ }).uncheck();
  await goOn(visitor);
  const consentPage = page.url();

  await page.goBack();
  await page.getByText('You began to connect “There and back”').waitFor();
  await page.getByText('Advanced').click();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('There and back');
  expect(await page.getByLabel('Tags').inputValue()).toBe('eu, support');
  expect(await page.getByLabel('Event notification callback URL').inputValue()).toBe('https://app.example/events');
  expect(await page.getByRole('checkbox', { name: /^spark:rooms_write/ }).isChecked()).toBe(false);
  await visitor.expectAccessible();
  await visitor.shoot('connect-unfinished');

  await page.getByRole('link', { name: 'Continue where you left off' }).click();
  await page.waitForURL(consentPage);
  expect(askedScopes(visitor)).not.toContain('spark:rooms_write');
  await visitor.decide('allow');
  await page.getByRole('heading', { name: 'There and back is connected' }).waitFor();
  await page.goto('/catalog/ciscospark/connect');
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('');
  expect(await page.getByText('You began to connect').count()).toBe(0);
  await visitor.leave();
});

test('a client id that was typed is there again as well, and the secret is nowhere in the browser', async () => {
  const visitor = await openForm();
  const { page } = visitor;
  await visitor.api('DELETE', '/elements/api-v2/elements/ciscospark/oauth/url/default');
  await page.reload();
  await page.getByLabel('Name', { exact: true }).fill('With keys');
  await page.getByLabel('Client ID').fill('valence-sandbox');
  await page.getByLabel('Client secret').fill('sandbox-secret');
  await page.getByRole('checkbox', { name: 'Store these keys for my organization' }).uncheck();
  await goOn(visitor);

  await page.goBack();
  await page.getByText('You began to connect “With keys”').waitFor();
  expect(await page.getByLabel('Client ID').inputValue()).toBe('valence-sandbox');
  expect(await page.getByRole('checkbox', { name: 'Store these keys for my organization' }).isChecked()).toBe(false);
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  expect(kept).toContain('With keys');
  expect(kept).not.toContain('sandbox-secret');
  await page.getByRole('link', { name: 'Continue where you left off' }).click();
  await visitor.decide('allow');
  await page.getByRole('heading', { name: 'With keys is connected' }).waitFor();
  await visitor.leave();
});

test('a mistyped client id is not stored for everybody, and the form still asks for it', async () => {
  const visitor = await openForm();
  const { page } = visitor;
  await visitor.api('DELETE', '/elements/api-v2/elements/ciscospark/oauth/url/default');
  await page.reload();
  await page.getByLabel('Name', { exact: true }).fill('Mistyped id');
  await page.getByLabel('Client ID').fill('valence-sandbx');
  await page.getByLabel('Client secret').fill('sandbox-secret');
  expect(await page.getByRole('checkbox', { name: 'Store these keys for my organization' }).isChecked()).toBe(true);
  await goOn(visitor);
  await page.getByText('names no registered integration').waitFor();

  await page.goBack();
  await page.getByText('You began to connect “Mistyped id”').waitFor();
  expect(await page.getByLabel('Client ID').inputValue()).toBe('valence-sandbx');
  await page.getByLabel('Client ID').fill('valence-sandbox');
  await page.getByLabel('Client secret').fill('sandbox-secret');
  await goOn(visitor);
  await visitor.decide('allow');
  await page.getByRole('heading', { name: 'Mistyped id is connected' }).waitFor();
  await page.goto('/catalog/ciscospark/connect');
  await page.getByText('All you need to do is add a name.').waitFor();
  await visitor.leave();
});

test('administrator scopes are asked for only when one says that one administers the organization', async () => {
  const visitor = await openForm();
  const { page } = visitor;
  const administrator = page.getByRole('checkbox', { name: /^I administer my organization’s Cisco Spark/ });
  expect(await administrator.isChecked()).toBe(false);
  await page.getByLabel('Name', { exact: true }).fill('Ordinary');
  await goOn(visitor);
  const ordinary = askedScopes(visitor);
  expect(ordinary.length).toBeGreaterThan(0);
  expect(ordinary.filter((scope) => scope.startsWith('spark-admin:'))).toEqual([]);

  await page.goBack();
  await administrator.check();
  await page.getByText('Advanced').click();
  const total = await page.locator('.scope-columns input').count();
  await page.getByText(`${total} of ${total} chosen`).waitFor();
  await goOn(visitor);
  const all = askedScopes(visitor);
  expect(all.length).toBe(total);
  expect(all).toEqual(expect.arrayContaining(ordinary));
  expect(all.filter((scope) => scope.startsWith('spark-admin:')).length).toBeGreaterThan(0);

  await page.goBack();
  await administrator.uncheck();
  await goOn(visitor);
  expect(askedScopes(visitor).sort()).toEqual(ordinary.sort());
  await visitor.leave();
});

test('the longest name that the form takes is one that the server takes', async () => {
  const visitor = await openForm();
  const { page } = visitor;
  const name = page.getByLabel('Name', { exact: true });
  const longest = 'A long name '.repeat(42).slice(0, 500).replace(/ $/, '.');
  await name.fill(`${longest}x`);
  await page.getByText('Use at most 500 characters.').waitFor();
  await name.fill(longest);
  await goOn(visitor);
  await visitor.decide('allow');
  await page.getByRole('heading', { name: `${longest} is connected` }).waitFor();
  await visitor.expectNoSidewaysScrolling();
  await visitor.shoot('connected-longest-name');
  await visitor.leave();
});
