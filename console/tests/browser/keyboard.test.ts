import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN } from './platform';
import { launch, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
  });

/** Presses Tab until the focus is on something of this name. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab');
    const text = await focused(page);
    if (typeof name === 'string' ? text === name : name.test(text)) return;
    passed.push(text);
  }
  throw new Error(`Tab never reached ${String(name)}; it passed ${passed.join(' | ')}`);
}

test('a whole connection is made with the keyboard alone', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await page.goto('/login');
  // The log-in begins where one types.
  await page.locator('input[type=email]:focus').waitFor();
  await page.keyboard.type(ADMIN.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(ADMIN.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Catalog', level: 1 }).waitFor();

  await page.reload();
  await page.getByRole('heading', { name: 'Catalog', level: 1 }).waitFor();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Skip to the content');
  await tabTo(page, 'Connect Cisco Spark');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Connect Cisco Spark', level: 1 }).waitFor();
  await page.getByLabel('Name', { exact: true }).waitFor();
  // The name has the focus already.
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  await page.keyboard.type('By keyboard');
  if (await page.getByLabel('Client ID').isVisible()) {
    await tabTo(page, 'Copy: Redirect URI');
    await page.keyboard.press('Tab');
    await page.keyboard.type('valence-sandbox');
    await page.keyboard.press('Tab');
    await page.keyboard.type('sandbox-secret');
  }
  await page.keyboard.press('Enter');
  await visitor.decide('allow');
  await page.getByRole('heading', { name: 'By keyboard is connected' }).waitFor();
  await tabTo(page, 'Open the instance');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'By keyboard', level: 1 }).waitFor();
  await visitor.leave();
});

test('the palette finds pages, elements and instances, and gives the focus back', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  await page.getByRole('button', { name: /^Search/ }).focus();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Go to a page').waitFor();
  await visitor.expectAccessible();
  await visitor.shoot('palette');
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toMatch(/^Search/);

  await page.keyboard.press('Control+k');
  await page.locator('[cmdk-input]:focus').waitFor();
  await page.keyboard.type('secrets');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Secrets', level: 1 }).waitFor();

  await page.keyboard.press('Control+k');
  await page.locator('[cmdk-input]:focus').waitFor();
  await page.keyboard.type('cisco');
  await page.locator('[cmdk-item][data-selected=true]', { hasText: /^Cisco Spark$/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Cisco Spark', level: 1 }).waitFor();
  await visitor.leave();
});

test('a dialog keeps the focus inside and closes with Escape', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  await page.goto('/secrets');
  await page.getByRole('button', { name: 'Show secrets' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  for (let step = 0; step < 6; step++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
  }
  await visitor.expectAccessible();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => focused(page)).toBe('Show secrets');
  await visitor.leave();
});

test('the account menu is loaded when it is opened, by keyboard too, and gives the focus back', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const button = page.getByRole('button', { name: 'Account and theme' });
  expect(await button.getAttribute('aria-expanded')).toBe('false');
  await button.press('Enter');
  await page.getByRole('menu').waitFor();
  await visitor.expectAccessible();
  await page.getByRole('menuitemradio', { name: 'Dark' }).press('Enter');
  await page.getByRole('menu').waitFor({ state: 'hidden' });
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  await expect.poll(() => focused(page)).toContain('Account and theme');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Log out' }).press('Enter');
  await page.getByRole('heading', { name: 'Valence', level: 1 }).waitFor();
  await visitor.leave();
});

test('the drawer of a small screen keeps the focus, leads to a page and closes', async () => {
  const visitor = await Visitor.arrive(browser, 'narrow');
  await visitor.logIn();
  const { page } = visitor;
  const menu = page.getByRole('button', { name: 'Menu', exact: true });
  await menu.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Menu' });
  await drawer.waitFor();
  await visitor.expectAccessible();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  await expect.poll(() => focused(page)).toBe('Menu');
  await menu.press('Enter');
  await drawer.getByRole('link', { name: 'Secrets' }).press('Enter');
  await page.getByRole('heading', { name: 'Secrets', level: 1 }).waitFor();
  await drawer.waitFor({ state: 'hidden' });
  await visitor.leave();
});
