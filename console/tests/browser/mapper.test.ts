import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, LOOKS, Visitor } from './visitor';

const API = '/elements/api-v2';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Goes to the mapper of a new object. */
async function start(visitor: Visitor, instance: string, name: string): Promise<string> {
  await visitor.logIn();
  const id = await visitor.connectInstance(instance);
  await visitor.page.goto(`/instances/${id}/objects/${name}`);
  await visitor.page.getByRole('heading', { name, level: 1 }).waitFor();
  return id;
}

async function chooseChannels(page: Page): Promise<void> {
  await page.getByLabel('Provider’s object').selectOption('channels');
  await page.locator('[data-place=title]').waitFor();
}

async function addField(page: Page, path: string, type = 'string'): Promise<void> {
  const form = page.locator('form.add-field');
  await form.getByLabel('New field').fill(path);
  await form.getByLabel('Type').selectOption(type);
  await form.getByRole('button', { name: 'Add field' }).click();
  await field(page, path).waitFor();
}

const field = (page: Page, path: string) => page.locator(`[data-field="${path}"]`);
const picker = (page: Page, path: string, place: string) =>
  page.getByRole('button', { name: `Provider’s field for ${path}: ${place}`, exact: true });

/** Judges the mapper scrolled to its end, where the bar that always stays in sight covers nothing. */
async function judge(visitor: Visitor): Promise<void> {
  await visitor.page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await visitor.expectAccessible();
}

/** A side of the preview. */
async function preview(page: Page, side: 'What you read' | 'What is sent back'): Promise<Record<string, unknown>> {
  const text = await page.getByRole('region', { name: side, exact: true }).textContent();
  return JSON.parse(text ?? '{}') as Record<string, unknown>;
}

/** What an application gets that works with this instance. */
const rowsOf = (page: Page, id: string, path: string) =>
  page.evaluate(
    async ([address, instance]) => {
      const { csrfToken } = (await (await fetch('/console/session')).json()) as { csrfToken: string };
      const reply = await fetch(address, { headers: { 'X-CSRF-Token': csrfToken, 'Valence-Instance': instance } });
      if (!reply.ok) throw new Error(`${address}: ${reply.status} ${await reply.text()}`);
      return (await reply.json()) as Record<string, unknown>[];
    },
    [`${API}${path}`, id] as const,
  );

test('an object is defined, mapped by suggestions and by typing, seen in the preview, saved and called', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await visitor.logIn();
  const id = await visitor.connectInstance('Mapped');
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

test('levels inherit, unknown settings are kept, and unsaved changes are asked about', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await visitor.logIn();
  const id = await visitor.connectInstance('Inherits');
  const definition = { fields: [{ path: 'name', type: 'string' }] };
  const foreign = { type: 'queryOverride', properties: { query: 'a = 1' } };
  const transformation = {
    vendorName: 'channels',
    fields: [{ path: 'name', vendorPath: 'title', configuration: [foreign] }],
    configuration: [foreign],
  };
  const organization = `${API}/organizations/elements/ciscospark/transformations/upper`;
  await visitor.api('POST', `${API}/organizations/objects/upper/definitions`, definition);
  await visitor.api('POST', organization, transformation);
  await page.goto(`/instances/${id}/objects/upper`);
  await page.getByRole('radio', { name: /^Organization/, checked: true }).waitFor();
  await page.getByRole('radio', { name: /^Instance/ }).click();
  await field(page, 'name').getByText('From the organization').waitFor();
  expect(await page.getByRole('button', { name: 'Remove the field name' }).count()).toBe(0);

  await page.getByRole('button', { name: 'Options of name' }).click();
  await page.getByLabel('Direction').selectOption('Read only');
  await page.getByRole('radio', { name: /^Account/ }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('link', { name: 'Instances', exact: true }).click();
  await page.getByRole('button', { name: 'Stay here' }).click();
  expect(page.url()).toContain('/objects/upper');
  await page.getByRole('button', { name: 'Save for this instance' }).click();
  await page.getByText('All is saved').waitFor();
  const passThrough = { type: 'passThrough', properties: { fromVendor: true, toVendor: false } };
  const kept = await visitor.api('GET', `${API}/instances/${id}/transformations/upper`);
  expect(kept).toMatchObject({
    level: 'instance',
    fields: [{ path: 'name', vendorPath: 'title', configuration: [foreign, passThrough], level: 'instance' }],
    configuration: [{ type: 'inherit' }],
  });

  await page.getByRole('radio', { name: /^Organization/ }).click();
  await page.getByText('Another mapping of this object is nearer to this instance').waitFor();
  await page.getByRole('switch', { name: 'Also send what is not mapped' }).click();
  await page.getByRole('button', { name: 'Save for the organization' }).click();
  await page.getByText('All is saved').waitFor();
  expect(await visitor.api('GET', organization)).toMatchObject({ configuration: [foreign, passThrough] });
  await page.getByRole('radio', { name: /^Instance/ }).click();
  await page.getByRole('switch', { name: 'Take over the mapping from above' }).click();
  await page.getByRole('link', { name: 'Instances', exact: true }).click();
  await page.getByRole('button', { name: 'Leave without saving' }).click();
  await page.waitForURL('**/instances');
  await visitor.leave();
});

test('who is no administrator cannot choose the organization, and reads why', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await visitor.logIn();
  const id = await visitor.connectInstance('Of a member');
  await page.route('**/console/session', async (route) => {
    const reply = await route.fetch();
    const session = (await reply.json()) as { user: object };
    await route.fulfill({ response: reply, json: { ...session, user: { ...session.user, administrator: false } } });
  });
  await page.goto(`/instances/${id}/objects/member`);
  const reason = 'Only administrators change objects of the organization.';
  await page.getByRole('radio', { name: /^Organization/, disabled: true, description: reason }).waitFor();
  await page.getByRole('radio', { name: /^Account/, checked: true }).waitFor();
  await judge(visitor);
  await visitor.shoot('mapper-member');
  await visitor.leave();
});

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

test.each(LOOKS)('the mapper in the look %s', async (look) => {
  const visitor = await Visitor.arrive(browser, look);
  const { page } = visitor;
  const name = `ticket-${look}`;
  await start(visitor, `Look ${look}`, name);
  await chooseChannels(page);
  await page.getByRole('button', { name: 'Take over title as a field' }).click();
  await page.getByRole('button', { name: 'Take over created as a field' }).click();
  await addField(page, 'amount', 'number');
  await picker(page, 'amount', 'not mapped').click();
  await page.getByRole('option', { name: /^type/ }).click();
  await addField(page, 'isLocked', 'boolean');
  await page.getByRole('button', { name: 'Options of created' }).click();
  await expect.poll(() => preview(page, 'What you read')).toHaveProperty('amount');
  await judge(visitor);
  await visitor.expectNoSidewaysScrolling();
  await visitor.shoot(`mapper-${look}`);
  await picker(page, 'isLocked', 'not mapped').click();
  await page.locator('[cmdk-input]:focus').waitFor();
  // What lies behind an open list is covered in part.
  await visitor.expectAccessible(['target-size']);
  await visitor.expectNoSidewaysScrolling();
  await visitor.shoot(`mapper-picker-${look}`);
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: /^Instance/ }).click();
  await page.getByRole('button', { name: 'Take them along' }).waitFor();
  await visitor.expectAccessible();
  await visitor.shoot(`mapper-switch-${look}`);
  await page.getByRole('button', { name: 'Take them along' }).click();
  await page.getByRole('button', { name: 'Save for this instance' }).click();
  await page.getByText('All is saved').waitFor();
  await judge(visitor);
  await visitor.expectNoSidewaysScrolling();
  await visitor.shoot(`mapper-saved-${look}`);
  await page.getByRole('navigation', { name: 'Where you are' }).getByRole('link').click();
  await page.locator('tbody tr', { hasText: name }).getByText('Instance').first().waitFor();
  await visitor.expectAccessible();
  await visitor.expectNoSidewaysScrolling();
  await visitor.shoot(`objects-${look}`);
  await visitor.leave();
});
