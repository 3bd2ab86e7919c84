import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judge, picker, preview, rowsOf, start } from './mapperHands';
import { launch, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('where no sample can be read, the fields that the element describes can be mapped', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await start(visitor, 'Without a sample', 'note');
  await page.route('**/hubs/collaboration/**', (route) =>
    route.fulfill({ headers: { 'Valence-Status': '403' }, json: { message: 'Not with this account.' } }),
  );
  await page.getByLabel('Provider’s object').selectOption('channels / messages');
  await page.getByText('No sample could be read').waitFor();
  await page.getByText('Not with this account.').waitFor();
  await page.getByText('There is no sample to show a preview of.').waitFor();
  await page.getByRole('button', { name: 'Take over text as a field' }).click();
  await picker(page, 'text', 'text').waitFor();
  await judge(visitor);
  await visitor.expectNoSidewaysScrolling();
  await visitor.shoot('mapper-without-sample');
  await visitor.leave();
});

test('an object inside of others is sampled from the first that has one, and called there', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  const id = await start(visitor, 'Nested', 'remark');
  await page.getByLabel('Provider’s object').selectOption('channels / messages');
  await page.getByRole('button', { name: 'Take over text as a field' }).click();
  await expect.poll(() => preview(page, 'What you read')).toHaveProperty('text');
  await page.getByRole('button', { name: 'Save for my account' }).click();
  await page.getByText('/hubs/collaboration/channels/ID/remark').first().waitFor();
  const text = (await preview(page, 'What you read')).text;
  const channels = await rowsOf(page, id, '/hubs/collaboration/channels?pageSize=5');
  const remarks = await Promise.all(
    channels.map((channel) => rowsOf(page, id, `/hubs/collaboration/channels/${String(channel.id)}/remark`)),
  );
  expect(remarks.flat().map((remark) => remark.text)).toContain(text);
  await visitor.leave();
});

test('an object that the account has none of can be mapped all the same, and the page says what to do', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await start(visitor, 'Empty', 'nothing');
  await page.getByText('Begin with an object of the provider').waitFor();
  await page.route('**/hubs/collaboration/**', (route) => route.fulfill({ json: [] }));
  await page.getByLabel('Provider’s object').selectOption('channels');
  await page.getByText('This account has no such object yet').waitFor();
  await page.getByText('You can map and save all the same.').waitFor();
  await page.getByRole('button', { name: 'Take over title as a field' }).click();
  await judge(visitor);
  await visitor.shoot('mapper-empty');
  await page.unroute('**/hubs/collaboration/**');
  await page.getByRole('button', { name: 'Read it again' }).click();
  await expect.poll(() => preview(page, 'What you read')).toHaveProperty('title');
  await visitor.leave();
});
