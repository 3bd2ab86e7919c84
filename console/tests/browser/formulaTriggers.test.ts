import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const LONG = { timeout: 180_000 };
const FORMULAS = '/elements/api-v2/formulas';

/** Makes a formula of one script, with an instance of it. */
async function formula(visitor: Visitor, name: string, trigger: object, body: string, values?: object) {
  const { id } = await visitor.api<{ id: number }>('POST', FORMULAS, {
    name,
    configuration: values ? [{ key: 'chat', name: 'Chat', type: 'elementInstance' }] : [],
    triggers: [{ ...trigger, onSuccess: ['told'] }],
    steps: [{ name: 'told', type: 'script', properties: { body } }],
  });
  await visitor.api('POST', `${FORMULAS}/${id}/instances`, { name, configuration: values ?? {} });
  return id;
}

/** Runs the test with the sample that the dialog has, and answers the values of its step. */
async function tried(visitor: Visitor): Promise<Record<string, string>> {
  const { page } = visitor;
  await page.getByRole('dialog').getByRole('button', { name: 'Run the test' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  const status = page.getByRole('status').filter({ hasText: 'Test run' });
  await expect.poll(() => status.textContent(), { timeout: 60_000 }).toMatch(/Succeeded$/);
  const run = /Test run (\d+)/.exec((await status.textContent()) ?? '')?.[1];
  const { stepExecutions } = await visitor.api<{
    stepExecutions: { stepName: string; stepExecutionValues: { key: string; value: string }[] }[];
  }>('GET', `${FORMULAS}/instances/executions/${run}`);
  const values = stepExecutions.find(({ stepName }) => stepName === 'told')?.stepExecutionValues ?? [];
  return Object.fromEntries(values.map(({ key, value }) => [key, value]));
}

async function openTest(page: Page, id: number): Promise<string> {
  await page.goto(`/formulas/${id}/edit`);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  return page.getByLabel('Sample event').inputValue();
}

test('a formula that a call starts is tested with such a call, and one of a schedule with nothing', LONG, async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const chat = await visitor.connectInstance('Account whose calls count');
  const trigger = {
    type: 'elementRequest',
    properties: {
      elementInstanceId: '${config.chat}',
      method: 'POST',
      api: '/hubs/collaboration/channels/{id}/messages',
    },
  };
  const called = await formula(
    visitor,
    'Hears calls',
    trigger,
    'done({ type: trigger.type, uri: trigger.request.uri, said: trigger.args.text, code: trigger.response.code });',
    { chat },
  );
  expect(await openTest(page, called)).toContain('"uri": "/channels/some-id/messages"');
  await page.getByText('A call as if it had just been answered').waitFor();
  await visitor.expectAccessible();
  await visitor.shoot('formula-test-call');
  expect(await tried(visitor)).toEqual({
    'told.type': 'elementRequest',
    'told.uri': '/channels/some-id/messages',
    'told.said': 'Hello',
    'told.code': '200',
  });

  const scheduled = await formula(
    visitor,
    'By the clock',
    { type: 'scheduled', properties: { cron: '0 0 8 ? * MON *' } },
    'done({ type: trigger.type });',
  );
  expect(await openTest(page, scheduled)).toBe('{}');
  await page.getByText('A schedule brings only its time').waitFor();
  expect(await tried(visitor)).toEqual({ 'told.type': 'manual' });
  await visitor.leave();
});
