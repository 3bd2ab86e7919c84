import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Application } from './application';
import { launch, LOOKS, Visitor } from './visitor';

let browser: Browser;
let application: Application;

beforeAll(async () => {
  browser = await launch();
  application = await Application.start();
});

afterAll(async () => {
  await browser.close();
  application.stop();
});

test('a test event is sent, seen to arrive without reloading, looked at and sent again', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await visitor.logIn();
  const id = await visitor.connectInstance('With events');
  await page.getByRole('link', { name: 'Open events' }).click();
  await page.getByText('There is no address to post events to').waitFor();
  await visitor.expectAccessible();
  await visitor.shoot('events-off');
  await visitor.narrow();
  await visitor.expectNoSidewaysScrolling();
  await visitor.shoot('events-off-narrow');
  await visitor.wide();

  await visitor.api('PATCH', `/elements/api-v2/instances/${id}`, { configuration: application.configuration() });
  await page.reload();
  await page.getByText('No events yet').waitFor();
  await visitor.shoot('events-empty');
  await page.getByRole('button', { name: 'Send test event' }).click();
  await page.getByRole('link', { name: 'instance TEST' }).waitFor();
  await page.locator('tbody').getByText('Delivered').waitFor();
  expect(application.posts).toBe(1);

  await page.getByRole('link', { name: 'instance TEST' }).click();
  await page.getByRole('heading', { name: 'Attempts to deliver' }).waitFor();
  await page.getByText(application.callback).waitFor();
  await page.getByRole('heading', { name: 'What the test event holds' }).waitFor();
  await visitor.expectAccessible();
  await visitor.shoot('event');
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect.poll(() => application.posts).toBe(2);
  await expect.poll(() => page.getByText(application.callback).count(), { timeout: 5_000 }).toBe(2);
  await visitor.leave();
});

test('without an address no test event can be sent, and the button says why', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await visitor.logIn();
  const id = await visitor.connectInstance('Without an address');
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await page.goto(`/instances/${id}/events`);
  const button = page.getByRole('button', {
    name: 'Send test event',
    description: 'Needs an address to send to',
    disabled: true,
  });
  await button.focus();
  await page.keyboard.press('Enter');
  await visitor.api('PATCH', `/elements/api-v2/instances/${id}`, { configuration: application.configuration() });
  await page.reload();
  await page.getByRole('button', { name: 'Send test event', disabled: false }).waitFor();
  await page.getByText('Needs an address to send to').waitFor({ state: 'hidden' });
  expect(sent).toEqual([]);
  await visitor.leave();
});

test('a new signing secret tells of the former one only when there was one', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await visitor.logIn();
  const id = await visitor.connectInstance('Signed');
  // Only switching events on makes a secret by itself.
  await visitor.api('PATCH', `/elements/api-v2/instances/${id}`, { configuration: application.configuration(false) });
  await page.goto(`/instances/${id}/events`);
  const dialog = page.getByRole('dialog');
  const former = dialog.getByText(/^The secret that was there before stays valid until/);
  const make = async () => {
    await page.getByRole('button', { name: 'New signing secret' }).click();
    await dialog.getByText(/^whsec_/).waitFor();
  };

  await make();
  expect(await former.count()).toBe(0);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await make();
  expect(await former.count()).toBe(1);
  await visitor.expectAccessible();
  await visitor.leave();
});

test.each(LOOKS)('the page of an application that fails, in the look %s', async (look) => {
  application.status = 410;
  const visitor = await Visitor.arrive(browser, look);
  const { page } = visitor;
  await visitor.logIn();
  const id = await visitor.connectInstance(`Failing ${look}`);
  await visitor.api('PATCH', `/elements/api-v2/instances/${id}`, { configuration: application.configuration() });
  await page.goto(`/instances/${id}/events`);
  await page.getByRole('button', { name: 'Send test event' }).click();
  await page.locator('tbody').getByText('Given up').first().waitFor();
  await page.getByText(/^\d+ given up$/).waitFor();
  await visitor.expectAccessible();
  await visitor.expectNoSidewaysScrolling();
  await visitor.shoot(`events-failing-${look}`);
  application.status = 200;
  await page.getByRole('button', { name: 'Send them now' }).last().click();
  await page.locator('tbody').getByText('Delivered').first().waitFor();
  await visitor.leave();
});
