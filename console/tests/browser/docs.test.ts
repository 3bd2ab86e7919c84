import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launch, LOOKS, Visitor } from './visitor';

/** Faults of Scalar's own pages; docs/decisions/console.md names them. */
const SCALARS_FAULTS = ['button-name', 'label-content-name-mismatch'];

let browser: Browser;
let instance: number;

beforeAll(async () => {
  browser = await launch();
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  await visitor.connect('Documented');
  const { items } = await visitor.api<{ items: { id: number; name: string }[] }>('GET', '/console/instances');
  instance = items.find(({ name }) => name === 'Documented')?.id ?? 0;
  await visitor.leave();
});
afterAll(() => browser.close());

const PAGES: [string, () => string, string][] = [
  ['instance', () => `/docs/instances/${instance}`, 'Documented'],
  ['element', () => '/docs/elements/ciscospark', 'Cisco Spark'],
  ['hub', () => '/docs/hubs/collaboration', 'Collaboration (hub)'],
  ['platform', () => '/docs/platform', 'Platform'],
];

async function open(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { name: heading, level: 1 }).first().waitFor();
  await page
    .getByRole('button', { name: /^Test Request/ })
    .first()
    .waitFor();
}

async function press(page: Page, key: string, times: number): Promise<void> {
  for (let n = 0; n < times; n++) await page.keyboard.press(key);
}

test.each(PAGES)(
  'the documents of the %s are there, and nothing comes from another server',
  async (name, path, heading) => {
    for (const look of LOOKS) {
      const visitor = await Visitor.arrive(browser, look);
      const foreign: string[] = [];
      visitor.page.on('request', (request) => {
        if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(inject('server')))
          foreign.push(request.url());
      });
      await visitor.logIn();
      await open(visitor.page, path(), heading);
      await visitor.shoot(`docs-${name}-${look}`);
      await visitor.expectAccessible(SCALARS_FAULTS);
      await visitor.expectNoSidewaysScrolling();
      expect(foreign).toEqual([]);
      await visitor.leave();
    }
  },
);

test('on the smallest screen a request can be filled in and sent', async () => {
  const visitor = await Visitor.arrive(browser, 'narrow');
  await visitor.logIn();
  const { page } = visitor;
  for (const [method, path] of [
    ['POST', '/messages'],
    ['GET', '/channels'],
    ['GET', '/ping'],
  ] as const) {
    await page.goto('/docs');
    await page.goto(`/docs/instances/${instance}#tag/${path.slice(1)}/${method}${path}`);
    const button = page.getByRole('button', {
      name: new RegExp(`Test Request.*${method.toLowerCase()} ${path}\\)`),
    });
    await button.scrollIntoViewIfNeeded();
    await visitor.expectNoSidewaysScrolling();
    await button.click();
    const send = page.getByRole('dialog').getByRole('button', { name: /^Send/ }).first();
    await send.waitFor();
    const box = await send.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999), `${method} ${path}`).toBeLessThanOrEqual(360);
    await visitor.expectNoSidewaysScrolling();
    await visitor.shoot(`docs-try-it-narrow${path.replace('/', '-')}`);
  }
  await visitor.leave();
});

test('a session that ended while one reads is told of, with a way to log in', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  await page.goto(`/docs/instances/${instance}#tag/ping/GET/ping`);
  await page.getByRole('button', { name: /Test Request.*get \/ping\)/ }).click();
  await visitor.context.clearCookies();
  const client = page.getByRole('dialog');
  await client.getByRole('button', { name: /^Send/ }).first().click();
  const told = page.getByRole('dialog', { name: 'Your session has ended' });
  await told.waitFor();
  await page.screenshot({ path: `${inject('shots')}/docs-session-ended.png` });
  await told.getByRole('button', { name: 'Close' }).click();
  await told.waitFor({ state: 'hidden' });
  await client.getByRole('button', { name: /^Send/ }).first().click();
  await told.waitFor();
  await page.locator('.docs-ended a:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/login?to=*');
  await page.getByLabel('E-mail').waitFor();
  // A browser notes the refusal of a request that somebody sends by hand.
  visitor.complaints.splice(0);
  await visitor.leave();
});

test('Ctrl K opens the palette on the pages of the documentation too', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  await open(visitor.page, '/docs/elements/ciscospark', 'Cisco Spark');
  await visitor.page.keyboard.press('Control+k');
  await visitor.page.locator('[cmdk-input]:focus').waitFor();
  expect(await visitor.page.getByRole('dialog').count()).toBe(1);
  await visitor.shoot('docs-palette');
  await visitor.page.keyboard.press('Escape');
  await visitor.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await visitor.leave();
});

test('a request that is tried out posts a real message, which Webex has and Activity shows', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const mark = String(Date.now());
  // Every operation has an address of its own.
  await page.goto(`/docs/instances/${instance}#tag/messages/POST/messages`);
  const button = page.getByRole('button', { name: /Test Request.*post \/messages\)/ });
  await button.scrollIntoViewIfNeeded();
  await button.click();
  const client = page.getByRole('dialog');
  const body = client.locator('.cm-content').first();
  // The prefilled example is ready to send but for whom it is for, and a mark by which this test knows it again.
  const somebody = 'somebody@example.com';
  await body.getByText(somebody).click();
  await page.keyboard.press('End');
  await press(page, 'ArrowLeft', '",'.length);
  await press(page, 'Shift+ArrowLeft', somebody.length);
  await page.keyboard.insertText('bob@sandbox.example');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await press(page, 'ArrowLeft', '"'.length);
  await page.keyboard.insertText(` ${mark}`);
  await client.getByRole('button', { name: /^Send/ }).first().click();
  await client.getByText('200 OK').waitFor();
  await visitor.shoot('docs-try-it');

  const tokens = await fetch(`${inject('sandbox')}/_sandbox/tokens`, {
    method: 'POST',
    body: JSON.stringify({ person: 'bob@sandbox.example', scope: 'spark:all' }),
  });
  const { access_token: token } = (await tokens.json()) as { access_token: string };
  const messages = await fetch(`${inject('sandbox')}/webex/v1/messages/direct?personEmail=ada@sandbox.example`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(await messages.text()).toContain(`Hello from Valence ${mark}`);

  await page.goto(`/activity?instance=${instance}&method=POST`);
  await page.getByRole('link', { name: '/elements/api-v2/messages' }).first().click();
  await page.getByRole('heading', { name: 'Steps' }).waitFor();
  await page.getByText('send', { exact: true }).waitFor();
  await visitor.leave();
});
