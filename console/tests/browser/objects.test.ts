import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import {} from './mapperHands';
import { launch, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('the palette leads to the objects of an instance', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await visitor.logIn();
  const id = await visitor.connectInstance('Jumped to');
  await page.keyboard.press('Control+k');
  await page.locator('[cmdk-input]:focus').waitFor();
  await page.keyboard.type('map jumped');
  await page.locator('[cmdk-item][data-selected=true]', { hasText: 'Map Jumped to to your objects' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/instances/${id}/objects`);
  await visitor.leave();
});
