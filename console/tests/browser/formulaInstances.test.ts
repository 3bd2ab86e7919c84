import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const LONG = { timeout: 180_000 };
const FORMULAS = '/elements/api-v2/formulas';

type Step = { name: string } & Record<string, unknown>;

async function formula(visitor: Visitor, name: string, steps: Step[], more: object = {}) {
  const { id } = await visitor.api<{ id: number }>('POST', FORMULAS, {
    name,
    triggers: [{ type: 'manual', onSuccess: [steps[0]!.name] }],
    steps,
    ...more,
  });
  const instance = await visitor.api<{ id: number }>('POST', `${FORMULAS}/${id}/instances`, { name });
  return { id, instance: instance.id };
}

const start = async (visitor: Visitor, instance: number, args: unknown) =>
  (await visitor.api<{ id: number }[]>('POST', `${FORMULAS}/instances/${instance}/executions`, args))[0]!.id;

const status = async (visitor: Visitor, execution: number) =>
  (await visitor.api<{ status: string }>('GET', `${FORMULAS}/instances/executions/${execution}`)).status;

async function run(visitor: Visitor, instance: number, args: unknown, end = 'success'): Promise<number> {
  const id = await start(visitor, instance, args);
  await expect.poll(() => status(visitor, id), { timeout: 60_000 }).toBe(end);
  return id;
}

test('beside another run the no of a filter and the end of a loop are no failures', LONG, async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const { id, instance } = await formula(visitor, 'Asks first', [
    { name: 'each', type: 'loop', properties: { list: '${trigger.args}' }, onSuccess: ['note'], onFailure: ['any'] },
    { name: 'note', type: 'script', properties: { body: 'done({});' }, onSuccess: ['each'] },
    { name: 'any', type: 'filter', properties: { body: 'done(trigger.args.length > 0);' } },
  ]);
  const none = await run(visitor, instance, []);
  const some = await run(visitor, instance, [1]);
  await page.goto(`/formulas/${id}/instances/${instance}/executions/${none}/compare?with=${some}`);
  const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name} \\(state\\)`) });
  await row('any').waitFor();
  expect(await row('any').getByRole('cell').allInnerTexts()).toEqual(['No', 'Done']);
  await page.getByRole('checkbox', { name: 'Only what differs' }).uncheck();
  await row('each').waitFor();
  expect(await row('each').getByRole('cell').allInnerTexts()).toEqual(['At its end', 'At its end']);
  await visitor.shoot('comparison-filter');
  await visitor.leave();
});

test('the page of an instance tells of failures, hides values, and leads to the API of its formula', LONG, async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const body =
    "if (!trigger.args.name) throw new Error('nobody'); done({ result: { text: 'Hello ' + trigger.args.name } });";
  const greet = { name: 'greet', type: 'script', properties: { body } };
  const { id, instance } = await formula(visitor, 'Greets', [greet], { uri: '/greet-me', method: 'POST' });
  const well = await run(visitor, instance, { name: 'Ada' });
  const address = `/formulas/${id}/instances/${instance}`;
  await page.goto(address);
  await page
    .getByRole('switch', { name: 'Show the values of steps' })
    .and(page.locator('[aria-checked=true]'))
    .waitFor();
  expect(await page.getByText('failed, one after the other').count()).toBe(0);
  await run(visitor, instance, {}, 'failed');
  await run(visitor, instance, {}, 'failed');
  await page.getByText('The last 2 executions failed, one after the other').waitFor();
  await visitor.expectAccessible();
  await visitor.shoot('formula-instance-failures');
  await page.getByRole('button', { name: 'Show the failed executions' }).click();
  await page.waitForURL('**?status=failed');

  await page.getByRole('switch', { name: 'Show the values of steps' }).focus();
  await page.keyboard.press('Space');
  await page.getByText('Values of steps are hidden', { exact: true }).waitFor();
  await page.getByText('Executions show states and errors, and no values').waitFor();
  await page.goto(`${address}/executions/${well}?step=greet`);
  await page.getByText('No values. They are not shown while').waitFor();
  await page.goto(address);
  await page.getByRole('switch', { name: 'Show the values of steps' }).click();
  await page.getByText('Values of steps are shown', { exact: true }).waitFor();
  await page.goto(`${address}/executions/${well}?step=greet`);
  await page.getByText('Hello Ada').first().waitFor();

  await page.goto(address);
  await visitor.narrow();
  await visitor.expectNoSidewaysScrolling();
  await visitor.shoot('formula-instance-narrow');
  await visitor.wide();
  await page.getByRole('link', { name: 'API docs' }).and(page.locator('[href*="/docs/formulas/"]')).click();
  await page.waitForURL(`**/docs/formulas/${instance}`);
  await page.getByRole('heading', { name: 'Greets', level: 1 }).first().waitFor();
  await page.getByText('Requests really run the formula, with the values of “Greets”.').waitFor();
  await visitor.shoot('formula-docs');
  await page
    .getByRole('button', { name: /^Test Request/ })
    .first()
    .click();
  const answered = page.waitForResponse((reply) => reply.url().endsWith('/greet-me'));
  await page.getByRole('dialog').getByRole('button', { name: /^Send/ }).first().click();
  expect((await answered).request().headers()['elements-formula-instance-id']).toBe(String(instance));
  await visitor.shoot('formula-docs-answered');
  await visitor.context.close();
});

test('a run is followed while it runs and the page is looked at, and not after', LONG, async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const held: (() => void)[] = [];
  const slow = createServer((_, reply) => void held.push(() => reply.end('{}')));
  await new Promise<void>((ready) => slow.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/`;
  const wait = { name: 'wait', type: 'httpRequest', properties: { method: 'GET', url } };
  const { id, instance } = await formula(visitor, 'Waits', [wait]);
  const execution = await start(visitor, instance, {});
  let reads = 0;
  page.on('request', (request) => {
    if (request.url().endsWith(`/executions/${execution}`)) reads += 1;
  });
  const look = (state: string) =>
    page.evaluate((now) => {
      Object.defineProperty(document, 'visibilityState', { get: () => now, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await page.goto(`/formulas/${id}/instances/${instance}/executions/${execution}`);
  await page.getByText('This page follows the run.').waitFor();
  await expect.poll(() => reads).toBeGreaterThan(2);
  await look('hidden');
  await page.waitForTimeout(1_000);
  const hidden = reads;
  await page.waitForTimeout(4_000);
  expect(reads).toBe(hidden);
  await look('visible');
  await expect.poll(() => reads).toBeGreaterThan(hidden);
  await expect.poll(() => held.length).toBe(1);
  held[0]!();
  await page.getByText('Succeeded', { exact: true }).waitFor();
  const over = reads;
  await page.waitForTimeout(3_000);
  expect(reads).toBe(over);
  slow.close();
  await visitor.leave();
});
