import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, Visitor } from './visitor';

const STREAM = '/console/activity/stream';
/** Longer than the page would wait before it asked again. */
const SILENCE_MS = 5_000;

let browser: Browser;
let instance: string;

beforeAll(async () => {
  browser = await launch();
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  instance = await visitor.connectInstance('Tailed');
  await visitor.leave();
});
afterAll(() => browser.close());

/** A call of the instance, known again by its query. */
const happen = (page: Page, mark: string) =>
  page.evaluate(
    async ([id, text]) => {
      const { csrfToken } = (await (await fetch('/console/session')).json()) as { csrfToken: string };
      await fetch(`/elements/api-v2/channels?pageSize=1&fields=${text}`, {
        headers: { 'X-CSRF-Token': csrfToken, 'Valence-Instance': id },
      });
    },
    [instance, mark] as const,
  );

/** What a browser tells a page when its tab goes to the back or comes to the front; without a screen no tab ever does. */
const show = (page: Page, state: 'visible' | 'hidden') =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    Object.defineProperty(document, 'hidden', { value: value === 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, state);

async function openTail(page: Page, mark: string): Promise<void> {
  const opened = page.waitForRequest((request) => request.url().includes(STREAM));
  await page.goto(`/activity?instance=${instance}&q=${mark}`);
  await page.getByRole('heading', { name: 'No call matches' }).waitFor();
  await opened;
}

test('a call shows up in Activity while one looks on', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  await openTail(visitor.page, 'live-tail');
  await happen(visitor.page, 'live-tail');
  await visitor.page.getByRole('link', { name: /live-tail/ }).waitFor();
  await visitor.leave();
});

test('the live tail rests while the tab is hidden, and goes on afterwards', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const mark = 'behind-other-tabs';
  await openTail(page, mark);
  const other = await visitor.context.newPage();
  await other.goto('/secrets');

  const ended = page.waitForEvent('requestfailed', (request) => request.url().includes(STREAM));
  await show(page, 'hidden');
  await ended;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await happen(other, mark);
  await page.waitForTimeout(SILENCE_MS);
  expect(asked).toEqual([]);
  expect(await page.getByRole('link', { name: new RegExp(mark) }).count()).toBe(0);

  await show(page, 'visible');
  await page.getByRole('link', { name: new RegExp(mark) }).waitFor();
  await happen(other, mark);
  await expect.poll(() => page.getByRole('link', { name: new RegExp(mark) }).count(), { timeout: 10_000 }).toBe(2);
  expect(asked.some((url) => url.includes(STREAM))).toBe(true);
  await visitor.leave();
});
