import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const FORMULAS = '/elements/api-v2/formulas';
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

/** Every page about formulas: its name, its address, and by what it is known to be there. */
const PAGES: [string, string, (page: Page) => Promise<unknown>][] = [
  ['list', '/formulas', (page) => page.getByRole('link', { name: 'Looks', exact: true }).waitFor()],
  ['formula', '/formulas/F', (page) => page.getByRole('button', { name: /^pick/ }).waitFor()],
  ['new', '/formulas/F/instances/new', (page) => page.getByLabel('Name of the instance').waitFor()],
  [
    'instance',
    '/formulas/F/instances/I',
    (page) =>
      page
        .getByRole('link', { name: /^Execution/ })
        .first()
        .waitFor(),
  ],
  ['editor', '/formulas/F/edit', (page) => page.getByRole('group', { name: /^Canvas of/ }).waitFor()],
  [
    'execution',
    '/formulas/F/instances/I/executions/A',
    (page) => page.getByRole('button', { name: /^pick/ }).waitFor(),
  ],
  [
    'compare',
    '/formulas/F/instances/I/executions/A/compare?with=B',
    (page) => page.getByRole('rowheader').first().waitFor(),
  ],
  [
    'rerun',
    '/formulas/F/instances/I/executions/A?step=pick',
    async (page) => {
      await page.getByRole('button', { name: /^pick/ }).waitFor();
      await page.getByRole('button', { name: 'Run again from here' }).first().click();
      await page.getByRole('button', { name: 'Start the dry run' }).waitFor();
    },
  ],
];

test(
  'every page of formulas fits a phone and a desk, and can be read in both lights',
  { timeout: 300_000 },
  async () => {
    const visitor = await Visitor.arrive(browser);
    await visitor.logIn();
    const { id } = await visitor.api<{ id: number }>('POST', FORMULAS, {
      name: 'Looks',
      configuration: [{ key: 'word', name: 'Word', type: 'value', required: false }],
      triggers: [{ type: 'manual', onSuccess: ['pick'] }],
      steps: [
        { name: 'pick', type: 'script', properties: { body: 'done({n: trigger.args.n});' }, onSuccess: ['isLarge'] },
        { name: 'isLarge', type: 'filter', properties: { body: 'done(steps.pick.n > 5);' }, onSuccess: ['last'] },
        { name: 'last', type: 'script', properties: { body: "done({text: 'A long answer. '.repeat(40)});" } },
      ],
    });
    const instance = await visitor.api<{ id: number }>('POST', `${FORMULAS}/${id}/instances`, { name: 'Looked at' });
    const runs: number[] = [];
    for (const n of [3, 9]) {
      const [run] = await visitor.api<{ id: number }[]>('POST', `${FORMULAS}/instances/${instance.id}/executions`, {
        n,
      });
      runs.push(run!.id);
    }
    await expect
      .poll(
        async () =>
          (await visitor.api<unknown[]>('GET', `${FORMULAS}/instances/${instance.id}/executions?status=success`))
            .length,
        { timeout: 60_000 },
      )
      .toBe(2);
    await visitor.leave();
    for (const look of ['light', 'dark'] as const) {
      const other = await Visitor.arrive(browser, look);
      await other.logIn();
      for (const [size, viewport] of [
        ['desk', DESK],
        ['phone', PHONE],
      ] as const) {
        await other.page.setViewportSize(viewport);
        for (const [name, path, ready] of PAGES) {
          const address = path
            .replace('F', String(id))
            .replace('I', String(instance.id))
            .replace('A', String(runs[1]))
            .replace('B', String(runs[0]));
          await other.page.goto(address);
          await ready(other.page);
          await other.shoot(`look-${name}-${size}-${look}`);
          await other.expectAccessible();
          await other.expectNoSidewaysScrolling();
        }
      }
      await other.leave();
    }
  },
);
