import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ADMIN, freePort } from './platform';
import { launch, Visitor } from './visitor';

const SAMPLE = fileURLToPath(new URL('../../../docs/embed/server.mjs', import.meta.url));

let browser: Browser;
let sample: ChildProcess;
let origin: string;
let authorization: string;

/** The sample of the documentation, on an origin of its own. */
beforeAll(async () => {
  browser = await launch();
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const secrets = await visitor.api<{ userSecret: string; organizationSecret: string }>('POST', '/console/secrets', {
    password: ADMIN.password,
  });
  await visitor.storeApplication();
  await visitor.leave();
  authorization = `User ${secrets.userSecret}, Organization ${secrets.organizationSecret}`;

  const port = await freePort();
  origin = `http://localhost:${port}`;
  sample = spawn(process.execPath, [SAMPLE], {
    env: {
      ...process.env,
      PORT: String(port),
      VALENCE_URL: inject('server'),
      VALENCE_USER: secrets.userSecret,
      VALENCE_ORGANIZATION: secrets.organizationSecret,
    },
  });
  await new Promise<void>((resolve) => sample.stdout?.once('data', () => resolve()));
});

afterAll(async () => {
  sample.kill();
  await browser.close();
});

async function openPopUp(visitor: Visitor): Promise<Page> {
  await visitor.page.goto(origin);
  const opened = visitor.page.waitForEvent('popup');
  await visitor.page.getByRole('button', { name: 'Connect your account' }).click();
  const popUp = await opened;
  visitor.listen(popUp);
  await popUp.getByRole('heading', { name: 'Connect Cisco Spark' }).waitFor();
  return popUp;
}

async function makeLink(): Promise<string> {
  const reply = await fetch(`${inject('server')}/elements/api-v2/connect/sessions`, {
    method: 'POST',
    headers: { Authorization: authorization, 'Content-Type': 'application/json' },
    body: JSON.stringify({ elementKeys: ['ciscospark'] }),
  });
  return ((await reply.json()) as { url: string }).url;
}

test('the button of another origin connects an account in a pop-up and its backend uses the new instance', async () => {
  const visitor = await Visitor.arrive(browser);
  const popUp = await openPopUp(visitor);
  expect(popUp.url(), 'the token is taken off the address').toBe(`${inject('server')}/connect`);
  await popUp.screenshot({ path: `${inject('shots')}/hosted.png` });
  await popUp.getByLabel('Name of the connection').fill('Embedded');
  await popUp.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  const closed = popUp.waitForEvent('close');
  await visitor.decide('allow', popUp);
  await visitor.page.getByText(/^Hello .+, your account is connected\.$/).waitFor();
  await closed;
  await visitor.leave();
});

test('the button of another origin is told when access was denied', async () => {
  const visitor = await Visitor.arrive(browser);
  const popUp = await openPopUp(visitor);
  await popUp.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  await visitor.decide('deny', popUp);
  await popUp.getByRole('link', { name: 'Try again' }).waitFor();
  await popUp.getByRole('button', { name: 'Close this window' }).click();
  await visitor.page.getByText('You did not allow access.').waitFor();
  await visitor.leave();
});

test.each(['light', 'dark', 'narrow'] as const)('the same works as a plain link in the look %s', async (look) => {
  const url = await makeLink();
  const visitor = await Visitor.arrive(browser, look);
  await visitor.page.goto(url);
  await visitor.page.getByLabel('Name of the connection').fill(`By link, ${look}`);
  await visitor.shoot(`hosted-${look}`);
  await visitor.expectAccessible();
  await visitor.expectNoSidewaysScrolling();
  await visitor.page.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  await visitor.decide('allow');
  await visitor.page.waitForURL('**/connect/done*');
  await visitor.shoot(`hosted-done-${look}`);
  await visitor.page.getByRole('heading', { name: 'Cisco Spark is connected' }).waitFor();
  await visitor.expectAccessible();

  await visitor.page.goto(url);
  await visitor.page.getByRole('heading', { name: 'This link cannot be used' }).waitFor();
  await visitor.leave();
});

test('a link goes on after a reload, after the way back, and where another one was opened before', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  const title = page.getByRole('heading', { name: 'Connect Cisco Spark' });
  const link = await makeLink();
  await page.goto(link);
  await title.waitFor();
  await page.reload();
  await title.waitFor();
  expect(page.url()).toBe(`${inject('server')}/connect`);

  await page.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  await page.waitForURL(`${inject('sandbox')}/**`);
  await page.goBack();
  await title.waitFor();
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toContain(new URL(link).hash.slice(1));
  await page.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  await visitor.decide('allow');
  await page.getByRole('heading', { name: 'Cisco Spark is connected' }).waitFor();

  await page.goto('/connect');
  await page.getByText('The address lacks its last part').waitFor();
  const another = await makeLink();
  // As if pasted into the address bar: only the part behind # differs, so nothing is loaded.
  await page.evaluate((hash) => location.assign(hash), new URL(another).hash);
  await title.waitFor();
  expect(page.url()).toBe(`${inject('server')}/connect`);
  await visitor.leave();
});

test('who was sent here reads the provider’s words, and whom to tell', async () => {
  const visitor = await Visitor.arrive(browser, 'narrow');
  const { page } = visitor;
  await page.goto(await makeLink());
  await page.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  await page.waitForURL(`${inject('sandbox')}/**`);
  const state = new URL(page.url()).searchParams.get('state') ?? '';
  const answer = new URLSearchParams({ state, error: 'invalid_scope', error_description: 'A scope of theirs' });
  await page.goto(`/console/oauth/callback?${answer}`);
  await page.getByRole('heading', { name: 'Cisco Spark refused this application' }).waitFor();
  await page.getByText('Tell whoever sent you here').waitFor();
  await page.locator('blockquote').getByText('A scope of theirs').waitFor();
  await visitor.expectAccessible();
  await visitor.expectNoSidewaysScrolling();
  await visitor.shoot('hosted-refused');
  await visitor.leave();
});

test('a reply without the session that asked for it ends on a page that leads to the console', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await visitor.logIn();
  await page.goto('/catalog/ciscospark/connect');
  await page.getByLabel('Name', { exact: true }).fill('Session lost');
  await page.getByRole('button', { name: 'Continue to Cisco Spark' }).click();
  await page.waitForURL(`${inject('sandbox')}/**`);
  await visitor.context.clearCookies();
  await visitor.decide('allow');
  await page.getByRole('heading', { name: 'This reply does not belong to your session' }).waitFor();
  await visitor.expectAccessible();
  await visitor.shoot('session-lost');
  await page.getByRole('link', { name: 'Open the console' }).click();
  await page.getByLabel('E-mail').waitFor();
  await visitor.leave();
});
