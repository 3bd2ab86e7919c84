import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { API, chooseChannels, field, judge, picker, start } from './mapperHands';
import { launch, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

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
  await page.getByRole('switch', { name: 'Send it' }).click();
  await page.getByRole('radio', { name: /^Account/ }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('link', { name: 'Instances', exact: true }).click();
  await page.getByRole('button', { name: 'Stay here' }).click();
  expect(page.url()).toContain('/objects/upper');
  await page.getByRole('button', { name: 'Save for this instance' }).click();
  await page.getByText('All is saved').waitFor();
  const passThrough = { type: 'passThrough', properties: { fromVendor: true, toVendor: false } };
  const kept = await visitor.api('GET', `${API}/instances/${id}/transformations/upper?inherited=false`);
  expect(kept).toMatchObject({
    level: 'instance',
    fields: [{ path: 'name', vendorPath: 'title', configuration: [foreign, passThrough], level: 'instance' }],
    // Settings that it does not name are those of above.
    configuration: [{ type: 'inherit' }],
  });
  expect(await visitor.api('GET', `${API}/instances/${id}/transformations/upper`)).toMatchObject({
    configuration: [foreign, { type: 'inherit' }],
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

test('what somebody else saved in the meantime is told, and not overwritten unasked', async () => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await start(visitor, 'Meanwhile', 'shared');
  await chooseChannels(page);
  await page.getByRole('button', { name: 'Take over title as a field' }).click();
  const definition = `${API}/accounts/objects/shared/definitions`;
  const mapping = `${API}/accounts/elements/ciscospark/transformations/shared`;
  await visitor.api('POST', definition, { fields: [{ path: 'theirs', type: 'string' }] });
  await visitor.api('POST', mapping, { vendorName: 'channels', fields: [{ path: 'theirs', vendorPath: 'title' }] });
  const save = page.getByRole('button', { name: 'Save for my account' });
  await save.click();
  await page.getByText('Somebody else has saved this object for the account in the meantime.').waitFor();
  expect(await visitor.api('GET', definition)).toMatchObject({ fields: [{ path: 'theirs' }] });
  await judge(visitor);
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await picker(page, 'theirs', 'title').waitFor();

  await page.getByRole('button', { name: 'Take over type as a field' }).click();
  await visitor.api('DELETE', mapping);
  await visitor.api('DELETE', definition);
  await save.click();
  await page.getByText('What was saved for the account has been deleted in the meantime.').waitFor();
  await save.click();
  await page.getByText('All is saved').waitFor();
  expect(await visitor.api('GET', definition)).toMatchObject({ fields: [{ path: 'theirs' }, { path: 'type' }] });
  await visitor.leave();
});
