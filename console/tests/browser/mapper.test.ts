import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  API,
  addField,
  chooseChannels,
  field,
  forgetObjects,
  judge,
  picker,
  preview,
  rowsOf,
  start,
} from './mapperHands';
import { launch, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('an object is defined, mapped by suggestions and by typing, seen in the preview, saved and called', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await visitor.logIn();
  const id = await visitor.connectInstance('Mapped');
  await forgetObjects(visitor);
  await page.getByRole('link', { name: 'Map to your objects' }).click();
  await page.getByRole('heading', { name: 'No object is mapped yet' }).waitFor();
  await visitor.expectAccessible();
  await visitor.shoot('objects-empty');
  await page.getByLabel('Name of the object').fill('my room');
  await page.getByRole('button', { name: 'Start mapping' }).click();
  await page.getByRole('alert').getByText('without spaces').waitFor();
  await page.getByLabel('Name of the object').fill('room');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'room', level: 1 }).waitFor();
  await visitor.shoot('mapper-new');

  await chooseChannels(page);
  await addField(page, 'id');
  await addField(page, 'name');
  await addField(page, 'times.made', 'date');
  await page.getByRole('button', { name: 'Accept 3 suggestions' }).click();
  await picker(page, 'name', 'title').waitFor();
  await picker(page, 'id', 'id').waitFor();
  await picker(page, 'times.made', 'created').waitFor();
  const sampled = await rowsOf(page, id, '/hubs/collaboration/channels?pageSize=1');
  await expect.poll(() => preview(page, 'What you read')).toMatchObject({ name: sampled[0]?.title });
  expect(await preview(page, 'What is sent back')).toMatchObject({ title: sampled[0]?.title });

  await addField(page, 'sort');
  await picker(page, 'sort', 'not mapped').click();
  await page.getByPlaceholder('Search, or type a path').fill('type');
  await page.keyboard.press('Enter');
  await expect.poll(() => preview(page, 'What you read')).toMatchObject({ sort: sampled[0]?.type });
  await page.getByRole('button', { name: 'Options of times.made' }).click();
  await page.getByLabel('Date mask in your object').fill('yyyy-MM-dd');
  await page.getByRole('switch', { name: 'Also read what is not mapped' }).click();
  const day = String(sampled[0]?.created).slice(0, 10);
  const expected = { id: sampled[0]?.id, name: sampled[0]?.title, times: { made: day }, sort: sampled[0]?.type };
  await expect.poll(() => preview(page, 'What you read')).toEqual(expected);

  await page.getByRole('button', { name: 'Save for my account' }).click();
  await page.getByText('All is saved').waitFor();
  await page.getByText('/hubs/collaboration/room').first().waitFor();
  expect((await rowsOf(page, id, '/hubs/collaboration/room?pageSize=1'))[0]).toEqual(expected);
  const stored = await visitor.api<{ level: string }>('GET', `${API}/accounts/objects/room/definitions`);
  expect(stored.level).toBe('account');

  await page.getByRole('navigation', { name: 'Where you are' }).getByRole('link').click();
  const row = page.locator('tbody tr', { hasText: 'room' });
  await row.getByText('Account').first().waitFor();
  expect(await row.textContent()).toContain('channels');
  await visitor.expectAccessible();
  await visitor.shoot('objects');

  await row.getByRole('link').click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('heading', { name: 'No object is mapped yet' }).waitFor();
  expect(await page.getByRole('link', { name: 'room', exact: true }).count()).toBe(0);
  await visitor.leave();
});

test('a field is added, mapped to a typed path and unmapped with the keyboard alone', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await start(visitor, 'By keys', 'typed');
  await chooseChannels(page);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await page.getByLabel('New field').focus();
  await page.keyboard.type('deep.title');
  await press('Enter');
  // Back over the row's two buttons, the suggestion before them is passed by.
  await field(page, 'deep.title').waitFor();
  await page.getByRole('button', { name: 'Accept for deep.title: title' }).waitFor();
  await press('Shift+Tab', 'Enter');
  await picker(page, 'deep.title', 'title').waitFor();
  const focus = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  expect(await focus()).toBe('Provider’s field for deep.title: title');

  await press('Tab', 'Enter', 'Tab', 'Tab');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('deep.name');
  await press('Tab');
  await picker(page, 'deep.name', 'title').waitFor();
  expect(await focus()).toBe('Type of deep.name');
  await picker(page, 'deep.name', 'title').focus();

  await press('Enter');
  await page.locator('[cmdk-input]:focus').waitFor();
  await page.keyboard.type('odd[0].path');
  await page.getByRole('option', { name: 'Use the path odd[0].path' }).waitFor();
  await press('Enter');
  await picker(page, 'deep.name', 'odd[0].path').waitFor();
  await expect.poll(focus).toBe('Provider’s field for deep.name: odd[0].path');

  await press('Enter');
  await page.locator('[cmdk-input]:focus').waitFor();
  await page.keyboard.type('no mapp');
  await press('Enter');
  await picker(page, 'deep.name', 'not mapped').waitFor();
  await expect.poll(focus).toBe('Provider’s field for deep.name: not mapped');
  await press('Tab', 'Tab');
  expect(await focus()).toBe('Remove the field deep.name');
  await press('Enter');
  await field(page, 'deep.name').waitFor({ state: 'hidden' });
  expect(await page.evaluate(() => document.activeElement?.closest('form')?.className)).toContain('add-field');
  await visitor.leave();
});

test('places are taken over, dragged to a field, and to where a new one begins', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await start(visitor, 'By mouse', 'dragged');
  await chooseChannels(page);
  await page.getByRole('button', { name: 'Take over isLocked as a field' }).click();
  await picker(page, 'isLocked', 'isLocked').waitFor();
  await addField(page, 'price', 'number');
  await page.locator('[data-place=title]').dragTo(field(page, 'price'), { steps: 8 });
  await picker(page, 'price', 'title').waitFor();
  await field(page, 'price').getByText('is not a number; it would stay what it is.').waitFor();
  await page.locator('[data-place=created]').dragTo(page.locator('form.add-field'), { steps: 8 });
  await picker(page, 'created', 'created').waitFor();
  await expect.poll(() => preview(page, 'What you read')).toHaveProperty('price');
  await visitor.leave();
});

test('what the server refuses stands at the field, and goes away with its cause', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await start(visitor, 'Refused', 'refused');
  await chooseChannels(page);
  await page.getByRole('button', { name: 'Take over created as a field' }).click();
  await page.getByRole('button', { name: 'Options of created' }).click();
  const mask = page.getByLabel('Date mask of the provider');
  await mask.fill('bogus');
  const error = field(page, 'created').getByRole('alert');
  await error.getByText('is not a date mask').waitFor();
  await judge(visitor);
  await mask.fill('');
  await error.waitFor({ state: 'hidden' });
  await expect.poll(() => preview(page, 'What you read')).toHaveProperty('created');
  await visitor.leave();
});
