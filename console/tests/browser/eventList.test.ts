import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Application } from './application';
import { launch, Visitor } from './visitor';

const PAGE = 50;

let browser: Browser;
let application: Application;
let id: string;
let visitor: Visitor;

/** One instance whose events go to an application. */
beforeAll(async () => {
  browser = await launch();
  application = await Application.start();
  visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  id = await visitor.connectInstance('Watched');
  await visitor.api('PATCH', `/elements/api-v2/instances/${id}`, { configuration: application.configuration() });
});

afterAll(async () => {
  await visitor.leave();
  await browser.close();
  application.stop();
});

/** A test event that the page learns of only by looking. */
const happen = () => visitor.api<{ id: string }>('POST', `/elements/api-v2/instances/${id}/events/test`);

const rows = () => visitor.page.locator('tbody tr');

/** Refuses what the page asks for, until the returned function is called. */
async function refuse(path: string): Promise<() => Promise<void>> {
  await visitor.page.route(path, (route) =>
    route.fulfill({ headers: { 'Valence-Status': '409' }, json: { message: 'Not now.' } }),
  );
  return () => visitor.page.unroute(path);
}

test('new events appear on top of all that is loaded, and only the first page is asked for again', async () => {
  const { page } = visitor;
  for (let count = 0; count < PAGE + 3; count++) await happen();
  await page.goto(`/instances/${id}/events`);
  await page.getByRole('button', { name: 'Load older events' }).click();
  await expect.poll(() => rows().count()).toBe(PAGE + 3);
  await page.getByText('These are all events.').waitFor();

  const asked: string[] = [];
  page.on('request', (request) => /\/events\?/.test(request.url()) && asked.push(request.url()));
  application.status = 503;
  const { id: fresh } = await happen();
  const newest = rows().first();
  await newest.locator(`a[href$="/events/${fresh}"]`).waitFor();
  await newest.getByText('Waiting').waitFor();
  expect(await rows().count()).toBe(PAGE + 4);
  application.status = 200;
  await newest.getByText('Delivered').waitFor();
  expect(await rows().count()).toBe(PAGE + 4);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((url) => url.includes('before='))).toEqual([]);
});

test('the id of an object, however long, leaves room for all columns', async () => {
  const { page } = visitor;
  const long = 'Y2lzY29zcGFyazovL3VzL01FU1NBR0Uv'.repeat(3);
  await page.route('**/events?*', async (route) => {
    const reply = await route.fetch();
    const events = (await reply.json()) as { notifiedData: { objectId: string }[] }[];
    for (const { notifiedData } of events) for (const object of notifiedData) object.objectId = long;
    await route.fulfill({ response: reply, json: events });
  });
  await page.goto(`/instances/${id}/events`);
  await page.getByTitle(long).first().waitFor();
  const [excess, time] = await page.locator('.table-scroll').evaluate((box) => {
    const last = box.querySelector('tbody td:last-child')?.getBoundingClientRect();
    return [box.scrollWidth - box.clientWidth, last && last.right <= box.getBoundingClientRect().right + 1];
  });
  expect(excess).toBe(0);
  expect(time).toBe(true);
  await visitor.shoot('events-long-id');
  await visitor.narrow();
  await visitor.expectNoSidewaysScrolling();
  await visitor.shoot('events-long-id-narrow');
  await visitor.wide();
  await page.unroute('**/events?*');
});

test('the list is narrowed by the kind of object', async () => {
  const { page } = visitor;
  await page.goto(`/instances/${id}/events`);
  await rows().first().waitFor();
  const kind = page.getByLabel('Kind of object');
  await kind.selectOption('messages');
  await page.getByRole('heading', { name: 'No event matches' }).waitFor();
  expect(page.url()).toContain('object=messages');
  await kind.selectOption('instance');
  await rows().first().waitFor();
  await kind.selectOption('messages');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await rows().first().waitFor();
  expect(page.url()).not.toContain('object=');
});

test('what cannot be loaded says so, and can be tried again', async () => {
  const { page } = visitor;
  const endpointBack = await refuse('**/events/endpoint');
  await page.goto(`/instances/${id}/events`);
  const endpoint = page.locator('section', { hasText: 'Your application' });
  await endpoint.getByText('Not now.').waitFor();
  await visitor.expectAccessible();
  await visitor.shoot('events-endpoint-unloaded');
  await endpointBack();
  await endpoint.getByRole('button', { name: 'Try again' }).click();
  await endpoint.getByText('Takes events').waitFor();
  await endpoint.getByText('Not now.').waitFor({ state: 'hidden' });

  const listBack = await refuse('**/events?*');
  await page.getByText('New events could not be asked for.').waitFor();
  expect(await rows().count()).toBeGreaterThan(0);
  await listBack();
  await page.getByText('New events could not be asked for.').waitFor({ state: 'hidden' });

  const attemptsBack = await refuse('**/attempts');
  await rows().first().getByRole('link').click();
  const attempts = page.locator('section', { hasText: 'Attempts to deliver' });
  await attempts.getByText('Not now.').waitFor();
  await visitor.expectAccessible();
  await attemptsBack();
  await attempts.getByRole('button', { name: 'Try again' }).click();
  await attempts.getByText(application.callback).first().waitFor();
});

test('the palette leads to the events of an instance', async () => {
  const { page } = visitor;
  await page.goto('/');
  await page.getByRole('heading', { name: 'Catalog', level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.locator('[cmdk-input]:focus').waitFor();
  await page.keyboard.type('events of watched');
  await page.locator('[cmdk-item][data-selected=true]', { hasText: 'Events of Watched' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/instances/${id}/events`);
  await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
});
