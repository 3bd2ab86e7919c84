import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { picky } from './picky';
import { launch, LOOKS, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('executions are searched by words, state, time and object, and the address keeps it', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const { path, runs } = await picky(visitor, [1, 13]);
  const [good, bad] = runs.map((id) => page.getByRole('link', { name: `Execution ${id}`, exact: true }));
  await page.goto(path);
  await good!.waitFor();
  await page.getByRole('searchbox', { name: /^Search error/ }).fill('thirteen');
  await good!.waitFor({ state: 'detached' });
  await bad!.waitFor();
  expect(page.url()).toContain('q=thirteen');
  await page.reload();
  await bad!.waitFor();
  expect(await good!.count()).toBe(0);

  await page.getByRole('combobox', { name: 'State' }).selectOption('success');
  await page.getByRole('heading', { name: 'No execution matches' }).waitFor();
  await visitor.expectAccessible();
  await visitor.shoot('executions-no-match');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await good!.waitFor();
  expect(page.url()).not.toContain('?');

  await page.getByLabel('Until').fill('2020-01-01T00:00');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'No execution matches' }).waitFor();
  expect(new URL(page.url()).searchParams.get('to')).toMatch(/^"?20(19|20)-.*Z"?$/);
  await page.getByLabel('Until').fill('');
  await page.getByLabel('From').fill('2020-01-01T00:00');
  await page.getByLabel('From').press('Enter');
  await good!.waitFor();
  expect(page.url()).toContain('from=');
  await page.getByLabel('Id of the object').fill('nothing-has-this');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'No execution matches' }).waitFor();
  for (const look of LOOKS) {
    const other = await Visitor.arrive(browser, look);
    await other.logIn();
    await other.page.goto(path);
    await other.page
      .getByRole('link', { name: /^Execution \d+$/ })
      .first()
      .waitFor();
    await other.expectAccessible();
    await other.expectNoSidewaysScrolling();
    await other.shoot(`executions-${look}`);
    await other.leave();
  }
  await visitor.leave();
});
