import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, LOOKS, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Longer than all that they wait for one after the other. */
const LONG = { timeout: 180_000 };
const FORMULAS = '/elements/api-v2/formulas';

/** Makes a formula with an instance of it, which has to be deleted before it. */
async function formula(visitor: Visitor, name: string, steps: object[], configuration: object[] = [], values = {}) {
  const { id } = await visitor.api<{ id: number }>('POST', FORMULAS, {
    name,
    configuration,
    triggers: [{ type: 'manual', onSuccess: [(steps[0] as { name: string }).name] }],
    steps,
  });
  const instance = await visitor.api<{ id: number }>('POST', `${FORMULAS}/${id}/instances`, {
    name,
    configuration: values,
  });
  return { id, instance: instance.id };
}

/** Runs it and waits for its end; answers the execution's id. */
async function run(visitor: Visitor, instance: number, args: unknown): Promise<number> {
  const [started] = await visitor.api<{ id: number }[]>('POST', `${FORMULAS}/instances/${instance}/executions`, args);
  const { id } = started!;
  await expect
    .poll(async () => (await visitor.api<{ status: string }>('GET', `${FORMULAS}/instances/executions/${id}`)).status, {
      timeout: 60_000,
    })
    .toBe('success');
  return id;
}

test('a step is run again with edited input, and what was not sent is marked and compared', LONG, async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const chat = await visitor.connectInstance('Rerun account');
  const steps = [
    { name: 'pick', type: 'script', properties: { body: 'done({title: trigger.args.title});' }, onSuccess: ['make'] },
    {
      name: 'make',
      type: 'elementRequest',
      properties: {
        elementInstanceId: '${config.chat}',
        method: 'POST',
        api: '/hubs/collaboration/channels',
        body: { title: '${steps.pick.title}' },
      },
      onSuccess: ['tell'],
    },
    {
      name: 'tell',
      type: 'script',
      properties: { body: 'done({told: steps.make.response.body.title, wanted: steps.pick.title});' },
    },
  ];
  const { id, instance } = await formula(
    visitor,
    'Makes a room',
    steps,
    [{ key: 'chat', name: 'Chat', type: 'elementInstance' }],
    { chat },
  );
  const first = await run(visitor, instance, { title: 'Harbour' });
  await page.goto(`/formulas/${id}/instances/${instance}/executions/${first}?step=make`);
  await page.getByRole('button', { name: 'Run again from here' }).click();
  await page.getByRole('heading', { name: 'Run again from make' }).waitFor();
  await page.getByRole('combobox', { name: 'Input' }).selectOption('pick');
  const editor = page.getByRole('textbox', { name: 'Input: pick' });
  await expect.poll(() => editor.textContent()).toContain('Harbour');
  await visitor.expectAccessible();
  await editor.press('Control+a');
  await page.keyboard.insertText('{"title": ');
  await page.getByRole('button', { name: 'Start the dry run' }).click();
  await page.getByRole('alert').filter({ hasText: 'is not JSON' }).waitFor();
  await editor.press('Control+a');
  await page.keyboard.insertText('{"title": "Lighthouse", "long": 12345678901234567890}');
  await expect.poll(() => page.getByRole('alert').filter({ hasText: 'is not JSON' }).count()).toBe(0);
  await page.getByRole('checkbox', { name: 'Dry run' }).uncheck();
  await page.getByText('This runs for real').waitFor();
  await visitor.shoot('rerun-panel-real');
  await page.getByRole('checkbox', { name: 'Dry run' }).check();
  await visitor.shoot('rerun-panel');
  await page.getByRole('button', { name: 'Start the dry run' }).click();

  await page.getByText(`Dry run of execution ${first}, from make`).waitFor();
  await page.getByText('Succeeded', { exact: true }).waitFor();
  await page.getByRole('button', { name: /^make.*Not sent/ }).waitFor();
  await page.getByRole('button', { name: /^pick.*edited/ }).waitFor();
  await page.getByText('Would have sent').waitFor();
  await expect
    .poll(() => page.getByRole('region', { name: 'Request that was not sent' }).textContent())
    .toMatch(/^POST \/hubs\/collaboration\/channels[^]*Lighthouse/);
  const second = page.url().split('?')[0]!.split('/').pop()!;
  await visitor.expectAccessible();
  await page.getByRole('link', { name: `Compare with execution ${first}` }).click();
  await page.getByRole('heading', { name: `Execution ${first} and ${second}` }).waitFor();
  await page.getByRole('cell', { name: 'Lighthouse', exact: true }).first().waitFor();
  await page.getByRole('cell', { name: '12345678901234567890', exact: true }).waitFor();
  await page.getByRole('cell', { name: 'Not sent', exact: true }).waitFor();
  await visitor.expectAccessible();
  await visitor.shoot('rerun-comparison');
  await page.goto(`/formulas/${id}/instances/${instance}`);
  await page.getByText('Dry run', { exact: true }).waitFor();
  await visitor.shoot('rerun-list');

  for (const look of LOOKS) {
    const other = await Visitor.arrive(browser, look);
    await other.logIn();
    await other.page.goto(`/formulas/${id}/instances/${instance}/executions/${second}?step=make`);
    await other.page.getByRole('button', { name: /^make.*Not sent/ }).waitFor();
    await other.expectAccessible();
    await other.expectNoSidewaysScrolling();
    await other.shoot(`dry-run-${look}`);
    await other.page.getByRole('button', { name: 'Run again from here' }).click();
    await other.page.getByRole('textbox', { name: 'Input: pick' }).waitFor();
    await other.expectAccessible();
    await other.expectNoSidewaysScrolling();
    await other.shoot(`rerun-panel-${look}`);
    await other.leave();
  }
  await visitor.leave();
});

test('one steps into a sub-formula and into the rounds of a loop, and long runs are loaded further', LONG, async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const inner = await formula(visitor, 'Inner', [
    { name: 'square', type: 'script', properties: { body: 'done({n: trigger.args * trigger.args});' } },
  ]);
  const outer = await formula(visitor, 'Outer', [
    { name: 'each', type: 'loop', properties: { list: '${trigger.args}' }, onSuccess: ['sub'] },
    {
      name: 'sub',
      type: 'formula',
      properties: { formulaId: String(inner.id), args: '${steps.each.entry}' },
      onSuccess: ['each'],
    },
  ]);
  const execution = await run(visitor, outer.instance, [3, 4]);
  await page.goto(`/formulas/${outer.id}/instances/${outer.instance}/executions/${execution}?step=each`);
  await page.getByRole('button', { name: 'Step into the rounds' }).click();
  await page.getByText('Round 2 of the loop each').waitFor();
  await page.getByRole('button', { name: 'Previous round' }).click();
  await page.getByText('Round 1 of the loop each').waitFor();
  await page.getByRole('button', { name: /^sub/ }).click();
  await page.getByText('9', { exact: true }).waitFor();
  await visitor.shoot('loop-round');
  await visitor.expectAccessible();
  await page.getByRole('link', { name: 'Step into its run' }).click();
  await page.getByText(`Run by a step of execution ${execution}`).waitFor();
  await page.getByRole('group', { name: 'Graph of Inner' }).waitFor();
  await page.getByText('9', { exact: true }).waitFor();
  await visitor.shoot('stepped-into');
  await visitor.expectAccessible();
  await page.getByRole('link', { name: 'Back to it' }).click();
  await page.getByRole('group', { name: 'Graph of Outer' }).waitFor();

  const long = await formula(visitor, 'Long', [
    { name: 'each', type: 'loop', properties: { list: '${trigger.args}' }, onSuccess: ['note'] },
    { name: 'note', type: 'script', properties: { body: 'done({n: steps.each.index});' }, onSuccess: ['each'] },
  ]);
  const many = await run(
    visitor,
    long.instance,
    Array.from({ length: 520 }, (_, at) => at),
  );
  await page.goto(`/formulas/${long.id}/instances/${long.instance}/executions/${many}?step=note`);
  await page.getByText('This page shows the first 1,000 steps of this run.').waitFor();
  await page.getByRole('button', { name: /^note.*499 times/ }).waitFor();
  await visitor.shoot('first-thousand');
  await visitor.expectAccessible();
  await page.getByRole('button', { name: 'Load more steps' }).click();
  await page.getByRole('button', { name: /^note.*520 times/ }).waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Load more steps' }).count()).toBe(0);
  await visitor.narrow();
  await visitor.expectNoSidewaysScrolling();
  await visitor.leave();
});
