import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launch, Visitor } from './visitor';

const BOB = 'bob@sandbox.example';
/** A code of the sandbox is good for ten minutes. */
const TOO_LATE_SECONDS = 11 * 60;

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Fills the form and goes to the provider's page. */
async function begin(name: string): Promise<Visitor> {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  await visitor.storeApplication();
  const { page } = visitor;
  await page.goto('/catalog/ciscospark/connect');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByText('Advanced').click();
  await page.getByLabel('Tags').fill('eu, support');
  return visitor;
}

async function goOn({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  await page.waitForURL(`${inject('sandbox')}/**`);
}

/** Allows access without a browser: the address to which the provider sends back. */
async function allowed(consentPage: string, changes: Record<string, string> = {}): Promise<string> {
  const { origin, pathname, searchParams } = new URL(consentPage);
  const form = new URLSearchParams(searchParams);
  for (const [name, value] of Object.entries({ person: BOB, decision: 'allow', ...changes })) form.set(name, value);
  const reply = await fetch(origin + pathname, { method: 'POST', body: form, redirect: 'manual' });
  const address = reply.headers.get('Location');
  if (!address) throw new Error(`The sandbox answered ${reply.status}: ${await reply.text()}`);
  return address;
}

/** The page says what happened, shows the provider's words, and has kept what was typed. */
async function expectExplained(visitor: Visitor, title: string, meaning: string, words: RegExp, next: RegExp) {
  const { page } = visitor;
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await page.getByText(meaning).waitFor();
  await page.getByRole('heading', { name: 'What Cisco Spark said' }).waitFor();
  await page.locator('blockquote').getByText(words).waitFor();
  await page.getByRole('heading', { name: 'What to do' }).waitFor();
  await page.getByText(next).first().waitFor();
  expect(await page.getByLabel('Tags').inputValue()).toBe('eu, support');
  await visitor.expectAccessible();
}

/** The next step that the page offers leads to a connected account. */
async function expectMended(visitor: Visitor, name: string): Promise<void> {
  const { page } = visitor;
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(name);
  await goOn(visitor);
  await visitor.decide('allow', page, BOB);
  await page.getByRole('heading', { name: `${name} is connected` }).waitFor();
  await page.getByRole('link', { name: 'Open the instance' }).click();
  await page.getByText('support', { exact: true }).first().waitFor();
  await visitor.leave();
}

test('a code that has expired is explained, and the same form goes on from there', async () => {
  const visitor = await begin('Too late');
  await goOn(visitor);
  const address = await allowed(visitor.page.url());
  await fetch(`${inject('sandbox')}/_sandbox/clock`, {
    method: 'POST',
    body: JSON.stringify({ advanceSeconds: TOO_LATE_SECONDS }),
  });
  await visitor.page.goto(address);
  await expectExplained(
    visitor,
    'The permission came too late',
    'it is valid for a short time and once only',
    /expired/,
    /^Try again; what you typed is still there\.$/,
  );
  await visitor.shoot('expired-code');
  await expectMended(visitor, 'Too late');
});

test('a wrong redirect URI is explained, with the right one to copy', async () => {
  const visitor = await begin('Led astray');
  await goOn(visitor);
  // The provider gave the code for another address than the one that the server names when it redeems it.
  const elsewhere = await allowed(visitor.page.url(), { redirect_uri: 'http://localhost:9/elsewhere' });
  await visitor.page.goto(`/console/oauth/callback${new URL(elsewhere).search}`);
  const right = `${inject('server')}/console/oauth/callback`;
  await expectExplained(
    visitor,
    'The redirect URI does not match',
    'is registered with another redirect URI than this server',
    /redirect_uri does not match/,
    new RegExp(`^Enter exactly this redirect URI at Cisco Spark and try again: ${right}$`),
  );
  await visitor.page.getByRole('button', { name: 'Copy: Redirect URI' }).click();
  expect(await visitor.page.evaluate(() => navigator.clipboard.readText())).toBe(right);
  await visitor.shoot('wrong-redirect-uri');
  await expectMended(visitor, 'Led astray');
});

test('scopes that the account holder may not give are explained, and left out of the next attempt', async () => {
  const visitor = await begin('No administrator');
  const { page } = visitor;
  const administrator = page.getByRole('checkbox', { name: /^I administer my organization’s Cisco Spark/ });
  await administrator.check();
  await goOn(visitor);
  await visitor.decide('allow', page, BOB);
  await expectExplained(
    visitor,
    'A scope was refused',
    'does not give all of the scopes that were asked for',
    /scope/,
    /^Ask for fewer scopes \(in the console under Advanced\)/,
  );
  await visitor.shoot('invalid-scope');
  expect(await administrator.isChecked()).toBe(false);
  await expectMended(visitor, 'No administrator');
});
