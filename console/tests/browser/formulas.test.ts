import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, LOOKS, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const FORMULAS = '/elements/api-v2/formulas';

test('a template becomes a formula, whose instance is made with the account chosen before', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  await visitor.connect('Formula account');
  await page.getByRole('link', { name: 'Choose a formula' }).click();
  await page.getByText('Use “Formula account” in a formula').waitFor();
  await page.getByRole('button', { name: 'Use it: the template Welcome new members' }).click();
  await page.waitForURL('**/instances/new?use=*');
  await page.getByRole('combobox', { name: 'Cisco Spark' }).waitFor();
  await expect.poll(() => page.locator('select option:checked').first().textContent()).toContain('Formula account');
  await page.getByRole('button', { name: 'Make an instance' }).click();
  await page.getByLabel('Room').and(page.locator('[aria-invalid=true]')).waitFor();
  await visitor.shoot('formula-instance-refused');
  await visitor.expectAccessible();
  await page.getByLabel('Room').fill('room-1');
  await page.getByLabel('Name of the instance').fill('Our greetings');
  await page.getByRole('button', { name: 'Make an instance' }).click();
  await page.getByRole('heading', { name: 'Our greetings', level: 1 }).waitFor();
  await page.getByText('Formula account').first().waitFor();
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await page.getByText('Switched off', { exact: true }).waitFor();

  await page.getByRole('link', { name: 'Welcome new members' }).click();
  await page.getByRole('button', { name: /hasJoined/ }).waitFor();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await visitor.shoot('formula-delete-refused');
  await page.keyboard.press('Escape');
  for (const look of LOOKS) {
    const id = page.url().split('/').pop() ?? '';
    const other = await Visitor.arrive(browser, look);
    await other.logIn();
    await other.page.goto(`/formulas/${id}`);
    await other.page.getByRole('button', { name: /hasJoined/ }).waitFor();
    await other.expectAccessible();
    await other.expectNoSidewaysScrolling();
    await other.shoot(`formula-${look}`);
    await other.leave();
  }
  await visitor.leave();
});

test('a run shows its steps, their values and console, and two runs are compared', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const { id } = await visitor.api<{ id: number }>('POST', FORMULAS, {
    name: 'Doubler',
    triggers: [{ type: 'manual', onSuccess: ['double'] }],
    steps: [
      {
        name: 'double',
        type: 'script',
        properties: { body: "console.log('got', trigger.args.n); done({twice: trigger.args.n * 2});" },
      },
    ],
  });
  const instance = await visitor.api<{ id: number }>('POST', `${FORMULAS}/${id}/instances`, { name: 'Doubles' });
  const run = async (n: number) => {
    await page.goto(`/formulas/${id}/instances/${instance.id}`);
    await page.getByRole('button', { name: 'Run now' }).click();
    await page.getByLabel('Input as JSON').fill(JSON.stringify({ n }));
    await page.getByRole('dialog').getByRole('button', { name: 'Run now' }).click();
    await page.waitForURL('**/executions/*');
    // The address changes before the page does, and the list before it has states of its own.
    await page.getByRole('heading', { name: /^Execution \d+$/, level: 1 }).waitFor();
    await page.getByText('Succeeded', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^double/ }).click();
    await page
      .getByText(String(n * 2), { exact: true })
      .first()
      .waitFor();
    return page.url().split('?')[0]!.split('/').pop()!;
  };
  const first = await run(21);
  const second = await run(50);
  await visitor.shoot('execution');
  await visitor.expectAccessible();
  await page.getByRole('combobox', { name: 'Compare with' }).selectOption(first);
  await page.getByRole('heading', { name: `Execution ${second} and ${first}` }).waitFor();
  await page.getByRole('cell', { name: '42', exact: true }).waitFor();
  await page.getByRole('cell', { name: '100', exact: true }).waitFor();
  await visitor.shoot('comparison');
  await visitor.expectAccessible();
  await visitor.narrow();
  await visitor.expectNoSidewaysScrolling();
  // Each value has room of its own, below its name.
  const value = await page.locator('.value-text', { hasText: /^42$/ }).boundingBox();
  expect(value?.width).toBeGreaterThan(200);
  expect(value?.height).toBeLessThan(60);
  await visitor.shoot('comparison-narrow');
  await visitor.leave();
});
