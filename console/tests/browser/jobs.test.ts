import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, LOOKS, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const API = '/elements/api-v2';

test('jobs are listed, switched off and on, and deleted after a question that says what goes', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const account = await visitor.connectInstance('Job account');
  await page.goto('/jobs');
  await page.getByRole('heading', { name: 'Nothing runs by a schedule yet' }).waitFor();
  await visitor.expectAccessible();
  await visitor.shoot('jobs-empty');
  const formula = await visitor.api<{ id: number }>('POST', `${API}/formulas`, {
    name: 'Weekly digest',
    triggers: [{ type: 'scheduled', properties: { cron: '0 0 9 ? * MON *' }, onSuccess: ['say'] }],
    steps: [{ name: 'say', type: 'script', properties: { body: 'done({});' } }],
  });
  await visitor.api('POST', `${API}/formulas/${formula.id}/instances`, { name: 'For the team' });
  await visitor.api('POST', `${API}/jobs`, {
    name: 'Monday report',
    cron: '0 30 6 ? * MON *',
    request: { elementInstanceId: Number(account), method: 'GET', api: '/hubs/collaboration/channels' },
  });

  await page.goto('/');
  await page.getByRole('link', { name: 'Jobs', exact: true }).click();
  const digest = page.getByRole('row', { name: /Weekly digest: For the team/ });
  await digest.getByText('At 09:00, only on Monday').waitFor();
  for (const look of LOOKS) {
    const other = await Visitor.arrive(browser, look);
    await other.logIn();
    await other.page.goto('/jobs');
    await other.page.getByRole('link', { name: 'Monday report', exact: true }).waitFor();
    await other.expectAccessible();
    await other.expectNoSidewaysScrolling();
    await other.shoot(`jobs-${look}`);
    await other.leave();
  }

  const active = page.getByRole('switch', { name: 'Weekly digest: For the team is on' });
  await active.click();
  await page.getByText('It stands still until you switch it on', { exact: true }).waitFor();
  await digest.getByText('while it is off: never').waitFor();
  expect(await visitor.api<unknown[]>('GET', `${API}/jobs`)).toHaveLength(1);
  await visitor.expectAccessible();
  await visitor.shoot('jobs-off');
  await active.click();
  await page.getByText('It runs by its schedule again', { exact: true }).waitFor();
  expect(await visitor.api<unknown[]>('GET', `${API}/jobs`)).toHaveLength(2);

  await page.getByRole('button', { name: 'Delete the job Weekly digest: For the team' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The instance “For the team” of the formula “Weekly digest” stays').waitFor();
  await visitor.shoot('jobs-delete');
  await dialog.getByRole('button', { name: 'Delete job' }).click();
  await digest.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Delete the job Monday report' }).click();
  await dialog.getByText('made together with its formula “Monday report”: both are deleted').waitFor();
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Executions of Monday report' }).click();
  await page.getByRole('heading', { name: 'Monday report', level: 1 }).waitFor();
  await page.getByRole('heading', { name: 'Nothing ran yet' }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Delete the job Monday report' }).click();
  await dialog.getByRole('button', { name: 'Delete job' }).click();
  await page.getByRole('heading', { name: 'Nothing runs by a schedule yet' }).waitFor();
  const left = await visitor.api<{ name: string }[]>('GET', `${API}/formulas?searchText=Monday%20report`);
  expect(left).toEqual([]);
  await visitor.leave();
});
