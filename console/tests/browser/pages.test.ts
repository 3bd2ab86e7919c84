import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LOOKS, launch, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { items } = await visitor.api<{ items: { name: string }[] }>('GET', '/console/instances');
  if (items.length === 0) await visitor.connect('Support team');
  await visitor.leave();
});
afterAll(() => browser.close());

interface Known {
  instance: number;
  call: string;
  connected: number;
}

/** Every page that needs a log-in: its name, its address, and a heading by which it is known to be there. */
const PAGES: [string, (known: Known) => string, RegExp][] = [
  ['catalog', () => '/', /^Catalog$/],
  ['catalog-nothing', () => '/?q=zzz', /^No element matches$/],
  ['element', () => '/catalog/ciscospark', /^Set up at Cisco Spark$/],
  ['element-scopes', () => '/catalog/ciscospark?tab=scopes', /^Cisco Spark$/],
  ['element-resources', () => '/catalog/ciscospark?tab=resources', /^Cisco Spark$/],
  ['element-events', () => '/catalog/ciscospark?tab=events', /^Cisco Spark$/],
  ['element-guide', () => '/catalog/ciscospark?tab=guide', /^Resources$/],
  ['connect', () => '/catalog/ciscospark/connect', /^Connect Cisco Spark$/],
  ['connection', ({ connected }) => `/connections/${connected}`, /is connected$/],
  ['connection-unknown', () => '/connections/unknown', /./],
  ['instances', () => '/instances', /^Instances$/],
  ['instance', ({ instance }) => `/instances/${instance}`, /^Configuration$/],
  ['activity', () => '/activity', /^Activity$/],
  ['call', ({ call }) => `/activity/${call}`, /^Steps$/],
  ['jobs', () => '/jobs', /^Jobs$/],
  ['docs', () => '/docs', /^API docs$/],
  ['secrets', () => '/secrets', /^Secrets$/],
  ['not-found', () => '/no/such/page', /^There is no such page$/],
];

describe.each(LOOKS)('in the look %s', (look) => {
  test('the log-in page is accessible and says nothing in the console', async () => {
    const visitor = await Visitor.arrive(browser, look);
    await visitor.page.goto('/login');
    await visitor.page.getByLabel('E-mail').waitFor();
    await visitor.expectAccessible();
    await visitor.expectNoSidewaysScrolling();
    await visitor.shoot(`login-${look}`);
    await visitor.leave();
  });

  test('every page is accessible, fits, and says nothing in the console', async () => {
    const visitor = await Visitor.arrive(browser, look);
    await visitor.logIn();
    const known = await prepare(visitor);
    for (const [name, path, heading] of PAGES) {
      await visitor.page.goto(path(known));
      await visitor.page.getByRole('heading', { name: heading }).first().waitFor();
      await visitor.page.waitForFunction(() => document.querySelectorAll('.spinner-large').length === 0);
      await visitor.shoot(`${name}-${look}`);
      await visitor.expectAccessible();
      await visitor.expectNoSidewaysScrolling();
      expect.soft(visitor.complaints, name).toEqual([]);
      visitor.complaints.length = 0;
    }
    await visitor.leave();
  }, 180_000);
});

test('a missing or wrong password is told in plain words, and the e-mail stays', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.page.goto('/login');
  await visitor.page.getByRole('button', { name: 'Log in' }).click();
  await visitor.page.getByText('Enter your e-mail address.').waitFor();
  await visitor.page.getByText('Enter your password.').waitFor();
  await visitor.page.getByLabel('E-mail').fill('somebody@valence.example');
  await visitor.page.getByLabel('Password').fill('wrong');
  await visitor.page.getByRole('button', { name: 'Log in' }).click();
  await visitor.page.getByText('do not belong together').waitFor();
  expect(await visitor.page.getByLabel('E-mail').inputValue()).toBe('somebody@valence.example');
  await visitor.leave();
});

test('too many wrong passwords are refused for a while, and nothing is said in the console', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await page.goto('/login');
  const refusal = page.getByText(/^Too many attempts\. Wait \d+ seconds, then try again\.$/);
  for (let attempt = 0; attempt < 12 && !(await refusal.isVisible()); attempt++) {
    await page.getByLabel('E-mail').fill('forgetful@valence.example');
    await page.getByLabel('Password').fill(`guess ${attempt}`);
    const answered = page.waitForResponse('**/console/session');
    await page.keyboard.press('Enter');
    await answered;
    await page.locator('.note-danger').waitFor();
  }
  await refusal.waitFor();
  await visitor.leave();
});

test('who comes to the log-in because the session ended is told so, and can type at once', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  await visitor.context.clearCookies();
  await page.getByRole('link', { name: 'Instances', exact: true }).click();
  await page.getByText('Your session has ended.').waitFor();
  await page.locator('input[type=email]:focus').waitFor();
  await visitor.shoot('login-ended');
  await page.keyboard.type('admin@valence.example');
  await page.getByLabel('Password').fill('correct horse battery staple');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Instances', level: 1 }).waitFor();
  await page.goto('/login');
  await visitor.leave();
});

test('what is not there is said in the same words everywhere', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  for (const path of ['/catalog/nope', '/catalog/nope/connect', '/docs/instances/9999', '/docs/hubs/nope']) {
    await visitor.page.goto(path);
    await visitor.page.getByRole('heading', { name: 'Not there any more' }).waitFor();
    expect(await visitor.page.getByRole('button', { name: 'Try again' }).count(), path).toBe(0);
    await visitor.shoot(`missing${path.replaceAll('/', '-')}`);
  }
  await visitor.leave();
});

test('all rows of the API docs begin at the left', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  await visitor.page.goto('/docs');
  await visitor.page.getByRole('link', { name: 'Collaboration' }).waitFor();
  const lefts = await visitor.page
    .locator('.link-list a > span')
    .evaluateAll((names) => names.map((name) => Math.round(name.getBoundingClientRect().left)));
  expect(lefts.length).toBeGreaterThan(3);
  expect(new Set(lefts).size).toBe(1);
  await visitor.leave();
});

test('the addresses in the set-up steps lead there, and code is not hidden by its button', async () => {
  const visitor = await Visitor.arrive(browser, 'narrow');
  await visitor.logIn();
  const { page } = visitor;
  await page.goto('/catalog/ciscospark');
  await page.getByRole('link', { name: 'https://developer.webex.com' }).first().waitFor();
  expect(await page.locator('.step-list a[href*="/console/oauth/callback"]').count()).toBe(0);
  await page.goto('/secrets');
  const code = page.locator('.code').first();
  await code.waitFor();
  const [text, button] = [await code.locator('pre').boundingBox(), await code.locator('button').boundingBox()];
  expect((text?.x ?? 0) + (text?.width ?? 0)).toBeLessThanOrEqual(button?.x ?? 0);
  await visitor.leave();
});

test('whoever is not logged in is led to the log-in and then to where they wanted', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.page.goto('/instances?q=team');
  await visitor.page.waitForURL('**/login?to=*');
  await visitor.page.getByLabel('E-mail').fill('admin@valence.example');
  await visitor.page.getByLabel('Password').fill('correct horse battery staple');
  await visitor.page.keyboard.press('Enter');
  await visitor.page.getByRole('heading', { name: 'Instances', level: 1 }).waitFor();
  expect(visitor.page.url()).toContain('q=team');
  await visitor.leave();
});

/** An instance with a traced call, and the connection that made it. */
async function prepare(visitor: Visitor): Promise<Known> {
  const { items } = await visitor.api<{ items: { id: number }[] }>('GET', '/console/instances');
  const instance = items[0]?.id ?? 0;
  await visitor.api('PUT', `/elements/api-v2/instances/${instance}/traceLogging`);
  await visitor.page.evaluate(async (id) => {
    const { csrfToken } = (await (await fetch('/console/session')).json()) as { csrfToken: string };
    await fetch('/elements/api-v2/channels?pageSize=2', {
      headers: { 'X-CSRF-Token': csrfToken, 'Valence-Instance': String(id) },
    });
  }, instance);
  await expect
    .poll(async () => (await calls(visitor)).length, { timeout: 10_000, message: 'calls in the activity' })
    .toBeGreaterThan(0);
  const [call] = await calls(visitor);
  return { instance, call: call?.id ?? '', connected: 1 };
}

async function calls(visitor: Visitor): Promise<{ id: string }[]> {
  return (await visitor.api<{ items: { id: string }[] }>('GET', '/console/activity')).items;
}
