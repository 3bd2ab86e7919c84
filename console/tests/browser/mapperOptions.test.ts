import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addField, API, chooseChannels, field, judge, picker, preview, rowsOf, start } from './mapperHands';
import { launch, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('a field is read only, sent only or left out, has a default and masks, and keeps what the page does not know', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  const id = await start(visitor, 'Options', 'optional');
  await chooseChannels(page);
  for (const place of ['title', 'type', 'isLocked', 'created']) {
    await page.getByRole('button', { name: `Take over ${place} as a field` }).click();
  }
  await page.getByRole('switch', { name: 'Also read what is not mapped' }).click();
  await page.getByRole('switch', { name: 'Also send what is not mapped' }).click();
  const options = (path: string) => page.getByRole('button', { name: `Options of ${path}` }).click();
  const flip = (path: string, name: string) => field(page, path).getByRole('switch', { name }).click();
  await options('title');
  await flip('title', 'Send it');
  await options('type');
  await flip('type', 'Read it');
  await options('isLocked');
  await flip('isLocked', 'Leave it out');
  expect(await field(page, 'isLocked').getByRole('switch').count()).toBe(1);
  await options('created');
  await page.getByLabel('Date mask in your object').fill('dd.MM.yyyy');
  await addField(page, 'kind', 'array[string]');
  await picker(page, 'kind', 'not mapped').click();
  await page.getByPlaceholder('Search, or type a path').fill('nowhere');
  await page.getByRole('option', { name: 'Use the path nowhere' }).click();
  await options('kind');
  await field(page, 'kind').getByLabel('Default value').fill('["a","b"]');
  await page.getByRole('switch', { name: 'Show it in the API docs' }).click();

  const sampled = (await rowsOf(page, id, '/hubs/collaboration/channels?pageSize=1'))[0];
  const day = String(sampled?.created).slice(0, 10).split('-').reverse().join('.');
  const expected = { title: sampled?.title, created: day, kind: ['a', 'b'] };
  await expect.poll(() => preview(page, 'What you read')).toEqual(expected);
  const sent = await preview(page, 'What is sent back');
  expect(sent).not.toHaveProperty('title');
  expect(sent).not.toHaveProperty('isLocked');
  await judge(visitor);
  await visitor.shoot('mapper-options');
  await page.getByRole('button', { name: 'Save for my account' }).click();
  await page.getByText('All is saved').waitFor();
  expect((await rowsOf(page, id, '/hubs/collaboration/optional?pageSize=1'))[0]).toEqual(expected);
  const stored = await visitor.api<{ fields: { path: string }[]; configuration: unknown[] }>(
    'GET',
    `${API}/accounts/elements/ciscospark/transformations/optional`,
  );
  expect(Object.fromEntries(stored.fields.map((each) => [each.path, each]))).toMatchObject({
    title: { configuration: [{ type: 'passThrough', properties: { fromVendor: true, toVendor: false } }] },
    type: { configuration: [{ type: 'passThrough', properties: { fromVendor: false, toVendor: true } }] },
    isLocked: { configuration: [{ type: 'remove' }] },
    created: { configuration: [{ type: 'format', properties: { pattern: 'dd.MM.yyyy' } }] },
    kind: { configuration: [{ type: 'defaultValue', properties: { value: ['a', 'b'] } }] },
  });
  expect(stored.configuration).toContainEqual({ type: 'addToDocumentation' });
  const docs = await visitor.api<{ paths: Record<string, unknown> }>('GET', `${API}/instances/${id}/docs`);
  expect(Object.keys(docs.paths).some((path) => path.endsWith('/optional'))).toBe(true);

  await flip('isLocked', 'Leave it out');
  await flip('isLocked', 'Read it');
  await expect.poll(() => preview(page, 'What you read')).toEqual(expected);
  await visitor.leave();
});

test('lists are mapped element by element, as a whole, and by their first element', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  const id = await start(visitor, 'Lists', 'person');
  await page.getByLabel('Provider’s object').selectOption('users');
  // The provider lists people only for a search.
  await page.getByText('No sample could be read').waitFor();
  const condition = page.getByLabel('Sample with this condition');
  await condition.fill("email='nobody@sandbox.example'");
  await page.keyboard.press('Enter');
  await page.getByText('Nothing fits to this condition.').waitFor();
  await condition.fill("email='ada@sandbox.example'");
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await page.locator('[data-place="emails[*]"]').waitFor();
  await page.getByRole('switch', { name: 'Also read what is not mapped' }).click();
  await addField(page, 'mails[*]', 'array[string]');
  await addField(page, 'first');
  for (const path of ['mails[*]', 'first']) {
    await picker(page, path, 'not mapped').click();
    await page.getByPlaceholder('Search, or type a path').fill('emails[*]');
    await page
      .getByRole('option', { name: /^emails\[\*]/ })
      .first()
      .click();
  }
  await field(page, 'first').getByText('The provider has a list here; you get its first value.').waitFor();
  const sampled = (await rowsOf(page, id, "/hubs/collaboration/users?where=email='ada@sandbox.example'"))[0] as {
    emails: string[];
  };
  await expect.poll(() => preview(page, 'What you read')).toEqual({ mails: sampled.emails, first: sampled.emails[0] });
  await judge(visitor);
  await visitor.leave();
});

test('a field that clashes with another one, or a path that is none, is refused at the field', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await start(visitor, 'Clashes', 'clashing');
  await chooseChannels(page);
  await addField(page, 'home');
  await addField(page, 'home.city');
  for (const path of ['home', 'home.city']) {
    await picker(page, path, 'not mapped').click();
    await page.getByRole('option', { name: /^type/ }).last().click();
  }
  await page.getByRole('alert').getByText('lies inside of the path').waitFor();
  await page.getByRole('button', { name: 'Remove the field home', exact: true }).click();
  await expect.poll(() => preview(page, 'What you read')).toHaveProperty('home');
  await page.getByRole('button', { name: 'Save for my account' }).click();
  await page.getByText('All is saved').waitFor();
  await visitor.leave();
});
