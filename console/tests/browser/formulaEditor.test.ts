import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, LOOKS, Visitor } from './visitor';

/** The process of the first script has to start. */
const PATIENCE = { timeout: 45_000 };
const FORMULAS = '/elements/api-v2/formulas';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const canvas = (page: Page) => page.getByRole('group', { name: /^Canvas of/ });
const step = (page: Page, name: string) => canvas(page).getByRole('button', { name: new RegExp(`^${name} `) });
const problems = (page: Page) => page.getByRole('region', { name: 'Problems' });
const script = (page: Page, name: string) => page.getByRole('textbox', { name: `Script of ${name}` });
const focused = (page: Page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return (
      at?.getAttribute('aria-label') ??
      (at instanceof HTMLInputElement || at instanceof HTMLSelectElement
        ? at.labels?.[0]?.textContent?.trim()
        : at?.textContent)
    );
  });

/** Puts a script in place of the one that is there. */
async function write(page: Page, name: string, text: string): Promise<void> {
  await script(page, name).press('Control+a');
  await page.keyboard.insertText(text);
}

/** Gives the chosen step another name, with the keyboard. */
async function rename(page: Page, name: string): Promise<void> {
  await expect.poll(() => focused(page)).toBe('Name of the step');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await step(page, name).waitFor();
}

test('a formula is built from nothing, mended, looked at as YAML, saved and tested', { timeout: 180_000 }, async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  await page.goto('/formulas');
  await page.getByRole('button', { name: 'New formula' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Greets whoever asks');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL('**/edit');
  await canvas(page)
    .getByRole('button', { name: /^By hand/ })
    .waitFor();
  await page.getByText('All is saved').waitFor();
  await problems(page).getByText('No problems').waitFor();

  // The first step by the keyboard: the sign at the end of the trigger's way.
  await canvas(page).getByRole('button', { name: 'Add a step behind trigger, then' }).focus();
  await page.keyboard.press('Enter');
  const marked = page.locator('[role=menuitem][data-highlighted]');
  await marked.filter({ hasText: 'JavaScript' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await marked.filter({ hasText: 'Filter' }).waitFor();
  await page.keyboard.press('Enter');
  await rename(page, 'isPolite');
  await write(page, 'isPolite', 'done(trigger.args.please === true);');
  await page.getByText('Unsaved changes').waitFor();

  // The second with the mouse: dragged from the palette to the end of the filter's yes.
  const palette = page.getByRole('group', { name: 'Add a step' }).getByRole('button', { name: 'Script' });
  await palette.dragTo(canvas(page).getByRole('button', { name: 'Add a step behind isPolite, yes' }));
  await rename(page, 'text');
  await write(page, 'text', 'done({ text: "Hello " + steps.isPolit.continue + trigger.args.name };');

  // The third by a click: it comes behind what is chosen.
  await page.getByRole('group', { name: 'Add a step' }).getByRole('button', { name: 'Platform request' }).click();
  await rename(page, 'accounts');
  await problems(page).getByText('2 problems, 1 hint').waitFor();
  await visitor.shoot('formula-editor-problems');
  await visitor.expectAccessible();

  // Each problem leads to its field.
  await problems(page).getByRole('button', { name: 'accounts, Path is missing' }).click();
  await expect.poll(() => focused(page)).toBe('Path');
  await page.keyboard.type('/formulas');
  await problems(page).getByText('1 problem, 1 hint').waitFor();
  await problems(page)
    .getByRole('button', { name: /^text, Script is not JavaScript: look at line 1/ })
    .click();
  await expect.poll(() => focused(page)).toBe('Script of text');
  await write(page, 'text', 'done({ text: "Hello " + steps.isPolit.continue + trigger.args.name });');
  await problems(page).getByText('1 hint', { exact: true }).waitFor();
  await problems(page)
    .getByRole('button', { name: /uses the step 'isPolit'/ })
    .click();
  await write(page, 'text', 'done({ text: "Hello " + trigger.args.name });');
  await problems(page).getByText('No problems').waitFor();

  // Names follow; and everything can be taken back.
  await step(page, 'text').click();
  await page.getByLabel('Name of the step').fill('greeting');
  await page.keyboard.press('Tab');
  await step(page, 'greeting').waitFor();
  await step(page, 'accounts').focus();
  await page.keyboard.press('Delete');
  await expect.poll(() => step(page, 'accounts').count()).toBe(0);
  await canvas(page)
    .getByRole('button', { name: /^By hand/ })
    .focus();
  await page.keyboard.press('Control+z');
  await step(page, 'accounts').waitFor();
  await page.keyboard.press('Control+z');
  await step(page, 'text').waitFor();
  await page.getByRole('button', { name: 'Redo' }).click();
  await step(page, 'greeting').waitFor();

  // The same thing as YAML, where it can be changed too.
  await page.getByRole('tab', { name: 'YAML' }).click();
  const yaml = page.getByRole('textbox', { name: 'The formula as YAML' });
  await yaml.getByText('name: Greets whoever asks').waitFor();
  await yaml.press('Control+a');
  const before = (await yaml.innerText()).replaceAll('\u00a0', ' ').replaceAll('\u200b', '');
  expect(before).toContain('onSuccess:');
  await page.keyboard.insertText('name: [');
  await page.getByText(/^Line \d+ cannot be read as the YAML of a formula/).waitFor();
  await page.getByText('The text cannot be read', { exact: true }).waitFor();
  await visitor.expectAccessible();
  await yaml.press('Control+z');
  await page.getByText('The text cannot be read', { exact: true }).waitFor({ state: 'hidden' });
  await visitor.shoot('formula-editor-yaml');
  await page.getByRole('tab', { name: 'Canvas' }).click();
  await step(page, 'greeting').waitFor();

  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('All is saved').waitFor();
  const id = page.url().split('/').at(-2)!;
  expect(await visitor.api('GET', `${FORMULAS}/${id}`)).toMatchObject({
    triggers: [{ type: 'manual', onSuccess: ['isPolite'] }],
    steps: [
      { name: 'isPolite', type: 'filter', onSuccess: ['greeting'] },
      {
        name: 'greeting',
        onSuccess: ['accounts'],
        properties: { body: 'done({ text: "Hello " + trigger.args.name });' },
      },
      { name: 'accounts', type: 'request', properties: { method: 'GET', api: '/formulas' } },
    ],
  });

  // The test: an instance made on the way, a sample event, and the run on the canvas.
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name of the instance').fill('Tried out');
  await dialog.getByRole('button', { name: 'Make the instance' }).click();
  await dialog.getByLabel('Sample event').fill('{"please": true, "name": "Ada"}');
  await visitor.expectAccessible();
  await dialog.getByRole('button', { name: 'Run the test' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const run = page.getByRole('status').filter({ hasText: 'Test run' });
  await expect.poll(() => run.textContent(), PATIENCE).toMatch(/Succeeded$/);
  await canvas(page)
    .getByRole('button', { name: /^accounts .*Done/ })
    .waitFor();
  await visitor.shoot('formula-editor-tested');
  await visitor.expectAccessible();

  // What the run gave is offered where it can be used.
  await step(page, 'accounts').click();
  await page.getByRole('button', { name: 'Insert a value into Query' }).click();
  await page.getByRole('option', { name: /^steps\.greeting\.text\s*Hello Ada/ }).click();
  await expect.poll(() => page.getByLabel(/^Query/).inputValue()).toBe('${steps.greeting.text}');
  await step(page, 'greeting').click();
  await script(page, 'greeting').press('Control+a');
  await page.keyboard.type('done(trigger.args.');
  await page.getByRole('option', { name: /^please/ }).waitFor();

  // Nothing is lost by accident.
  await page.getByRole('link', { name: 'Open the execution' }).click();
  await page.getByRole('dialog').getByText('You have unsaved changes').waitFor();
  await page.getByRole('button', { name: 'Stay here' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(page.url()).toContain('/edit');
  await page.getByRole('link', { name: 'Open the execution' }).click();
  await page.getByRole('button', { name: 'Leave without saving' }).click();
  await page.waitForURL('**/executions/*');
  await page.goto(`/formulas/${id}/edit`);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect.poll(() => page.getByLabel('Sample event').inputValue()).toBe('{"please": true, "name": "Ada"}');
  await visitor.leave();
});

test('a template is edited in light and dark, wide and narrow, without drawing', { timeout: 120_000 }, async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const template = await visitor.api('GET', `${FORMULAS}/templates/weekly-digest`);
  const { id } = await visitor.api<{ id: number }>('POST', FORMULAS, template);
  await visitor.leave();
  for (const look of LOOKS) {
    const other = await Visitor.arrive(browser, look);
    const { page } = other;
    await other.logIn();
    await page.goto(`/formulas/${id}/edit`);
    await canvas(page)
      .getByRole('button', { name: /^Schedule/ })
      .click();
    await page.getByText('At 08:00, only on Monday (UTC)').waitFor();
    await page.getByText(/Next times: Mon/).waitFor();
    await other.expectAccessible();
    await other.expectNoSidewaysScrolling();
    await other.shoot(`formula-editor-schedule-${look}`);
    await step(page, 'post').click();
    await page.getByRole('heading', { name: 'Step post' }).waitFor();
    await other.expectAccessible();
    await other.expectNoSidewaysScrolling();
    await other.shoot(`formula-editor-step-${look}`);
    await step(page, 'digest').click();
    await script(page, 'digest').waitFor();
    await other.expectAccessible();
    await other.expectNoSidewaysScrolling();
    await other.shoot(`formula-editor-script-${look}`);
    await page.getByRole('button', { name: 'Formula settings' }).click();
    await page.getByRole('region', { name: 'Variable room' }).waitFor();
    await other.expectAccessible();
    await other.expectNoSidewaysScrolling();
    await other.shoot(`formula-editor-settings-${look}`);
    await page.getByRole('tab', { name: 'JSON' }).click();
    await page.getByRole('textbox', { name: 'The formula as JSON' }).waitFor();
    await other.expectAccessible();
    await other.expectNoSidewaysScrolling();
    await other.leave();
  }
});

test('what the server refuses is shown at its place, and links are made without drawing', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const taken = await visitor.api<{ id: number }>('POST', FORMULAS, {
    name: 'Answers first',
    uri: '/editor-taken',
    method: 'POST',
    triggers: [{ type: 'manual' }],
  });
  const { id } = await visitor.api<{ id: number }>('POST', FORMULAS, {
    name: 'Linked',
    triggers: [{ type: 'manual', onSuccess: ['one'] }],
    steps: [
      { name: 'one', type: 'script', properties: { body: 'done({});' } },
      { name: 'two', type: 'script', properties: { body: 'done({});' } },
    ],
  });
  await page.goto(`/formulas/${id}/edit`);
  await problems(page)
    .getByRole('button', { name: /no step leads to the step 'two'/ })
    .click();
  await page.getByRole('heading', { name: 'Step two' }).waitFor();
  await step(page, 'one').click();
  const onFailure = page.getByLabel('On failure go to', { exact: true });
  await onFailure.selectOption('two');
  await problems(page).getByText('No problems').waitFor();
  await onFailure.selectOption('The end');
  await problems(page).getByText('1 hint', { exact: true }).waitFor();
  // The same by drawing; while the canvas still fits itself to its parts, a stroke may miss.
  const from = page.locator('.react-flow__node[data-id=one] .flow-handle-failure');
  const to = page.locator('.react-flow__node[data-id=two] .react-flow__handle.target');
  const draw = async () => {
    await from.dragTo(to, { force: true, steps: 10 });
    return onFailure.inputValue();
  };
  await expect.poll(draw).toBe('two');
  await problems(page).getByText('No problems').waitFor();
  await canvas(page).getByText('if it fails').waitFor();
  await page.getByRole('button', { name: 'Formula settings' }).click();
  await page.getByLabel('Method').selectOption('POST');
  await page.getByLabel('Address', { exact: true }).fill('elements');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Not saved: there is 1 problem').waitFor();
  await page.getByLabel('Address', { exact: true }).and(page.locator('[aria-invalid=true]')).waitFor();
  await page.getByLabel('Address', { exact: true }).fill('/editor-taken');
  await problems(page).getByText('No problems').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Another formula of the account answers POST /editor-taken').waitFor();
  await visitor.api('DELETE', `${FORMULAS}/${taken.id}`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('All is saved').waitFor();
  expect(await visitor.api('GET', `${FORMULAS}/${id}`)).toMatchObject({
    uri: '/editor-taken',
    steps: [{ name: 'one', onFailure: ['two'] }, { name: 'two' }],
  });
  await visitor.api('DELETE', `${FORMULAS}/${id}`);
  await visitor.leave();
});

test('JSON stays an object, a new name keeps the focus, and nobody’s work is lost unasked', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const { id } = await visitor.api<{ id: number }>('POST', FORMULAS, {
    name: 'Edited by two',
    triggers: [{ type: 'manual', onSuccess: ['one'] }],
    steps: [
      { name: 'one', type: 'script', properties: { body: 'done({});' }, onSuccess: ['two'] },
      { name: 'two', type: 'request', properties: { method: 'POST', api: '/formulas' } },
    ],
  });
  await page.goto(`/formulas/${id}/edit`);
  await step(page, 'two').click();
  const body = page.getByLabel(/^Body/);
  await body.click();
  await page.keyboard.type('{"b":1, "a": "${steps.one.x}"}');
  expect(await body.inputValue()).toBe('{"b":1, "a": "${steps.one.x}"}');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('"');
  await page.keyboard.press('Backspace');
  expect(await body.inputValue()).toBe('{"b":1, "a": "${steps.one.x}"}');

  // The first click elsewhere counts, and the keyboard's place is kept.
  const name = page.getByLabel('Name of the step');
  await name.fill('three');
  await name.press('Tab');
  await step(page, 'three').waitFor();
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  await name.fill('last');
  await page.getByLabel('Path', { exact: true }).click();
  await expect.poll(() => focused(page)).toBe('Path');
  await step(page, 'last').waitFor();
  await name.fill('end');
  await name.press('Control+s');
  await page.getByText('All is saved').waitFor();
  await expect.poll(() => focused(page)).toBe('Name of the step');
  expect(await visitor.api('GET', `${FORMULAS}/${id}`)).toMatchObject({
    steps: [{ name: 'one' }, { name: 'end', properties: { body: { b: 1, a: '${steps.one.x}' } } }],
  });

  // Somebody switches it off meanwhile.
  await visitor.api('PATCH', `${FORMULAS}/${id}`, { active: false });
  await page.getByLabel('Path', { exact: true }).fill('/elements');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The formula was changed since by somebody').waitFor();
  await visitor.expectAccessible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await visitor.api('GET', `${FORMULAS}/${id}`)).toMatchObject({ active: false });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByRole('button', { name: 'Load what is stored' }).click();
  await page.getByText('All is saved').waitFor();
  await expect.poll(() => page.getByLabel('Path', { exact: true }).inputValue()).toBe('/formulas');
  await page.getByLabel('Path', { exact: true }).fill('/hubs');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('All is saved').waitFor();
  expect(await visitor.api('GET', `${FORMULAS}/${id}`)).toMatchObject({
    active: false,
    steps: [{ name: 'one' }, { name: 'end', properties: { api: '/hubs' } }],
  });

  // Whoever wants to replaces what the other stored, and is not asked again.
  await visitor.api('PATCH', `${FORMULAS}/${id}`, { active: true });
  await page.getByLabel('Path', { exact: true }).fill('/users');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByRole('button', { name: 'Save anyway' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('All is saved').waitFor();
  expect(await visitor.api('GET', `${FORMULAS}/${id}`)).toMatchObject({
    active: false,
    steps: [{ name: 'one' }, { name: 'end', properties: { api: '/users' } }],
  });
  await page.getByLabel('Path', { exact: true }).fill('/accounts');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('All is saved').waitFor();
  expect(await dialog.count()).toBe(0);

  // Keys go to the part before when one is removed.
  await step(page, 'end').focus();
  await page.keyboard.press('Delete');
  await expect.poll(() => focused(page)).toContain('one');
  await page.keyboard.press('Control+z');
  await step(page, 'end').waitFor();

  // Text that cannot be read is not dropped without a word.
  await page.getByRole('tab', { name: 'JSON' }).click();
  const json = page.getByRole('textbox', { name: 'The formula as JSON' });
  await json.press('Control+a');
  await page.keyboard.insertText('{ half');
  const unreadable = page.getByRole('status').filter({ hasText: 'The text cannot be read' });
  await unreadable.waitFor();
  const asksAndKeeps = async () => {
    await dialog.getByRole('heading', { name: 'The text cannot be read' }).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await json.innerText()).toContain('{ half');
    await unreadable.waitFor();
    expect(await page.getByRole('tab', { name: 'JSON' }).getAttribute('aria-selected')).toBe('true');
  };
  await page.getByRole('tab', { name: 'Canvas' }).click();
  await asksAndKeeps();
  await expect.poll(() => focused(page)).toBe('Canvas');
  await page.getByRole('button', { name: 'Undo' }).click();
  await asksAndKeeps();
  await expect.poll(() => focused(page)).toBe('Undo');
  await page.keyboard.press('Control+z');
  await asksAndKeeps();
  await page.getByRole('button', { name: 'Redo' }).click();
  await asksAndKeeps();

  // Undo goes to the change before, and the text begins anew with it.
  await page.getByRole('button', { name: 'Undo' }).click();
  await dialog.getByRole('button', { name: 'Drop the text' }).click();
  await json.getByText('"name": "Edited by two"').waitFor();
  await page.getByText('Unsaved changes').waitFor();
  await page.getByRole('tab', { name: 'Canvas' }).click();
  await step(page, 'end').click();
  await expect.poll(() => page.getByLabel('Path', { exact: true }).inputValue()).toBe('/users');
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect.poll(() => page.getByLabel('Path', { exact: true }).inputValue()).toBe('/accounts');
  await page.getByText('All is saved').waitFor();
  await page.getByRole('tab', { name: 'JSON' }).click();
  expect(await dialog.count()).toBe(0);

  await json.press('Control+a');
  await page.keyboard.insertText('{');
  await unreadable.waitFor();
  await page.getByRole('tab', { name: 'Canvas' }).click();
  await dialog.getByRole('button', { name: 'Drop the text' }).click();
  await step(page, 'end').waitFor();
  await page.getByText('All is saved').waitFor();
  await visitor.api('DELETE', `${FORMULAS}/${id}`);
  await visitor.leave();
});

test('a step becomes one of another type, and one undo takes that back', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const { id } = await visitor.api<{ id: number }>('POST', FORMULAS, {
    name: 'Changes its mind',
    triggers: [{ type: 'manual', onSuccess: ['one'] }],
    steps: [
      { name: 'one', type: 'script', properties: { body: 'done({});' }, onSuccess: ['two'], onFailure: ['two'] },
      { name: 'two', type: 'request', properties: { method: 'POST', api: '/formulas', body: { a: 1 } } },
    ],
  });
  await page.goto(`/formulas/${id}/edit`);
  await step(page, 'two').click();
  const type = page.getByLabel('Type of the step');
  await type.focus();
  await type.selectOption('HTTP request');
  await problems(page).getByText('1 problem', { exact: true }).waitFor();
  expect(await page.getByLabel('Path', { exact: true }).count()).toBe(0);
  expect(await page.getByLabel('Method', { exact: true }).inputValue()).toBe('POST');
  await expect.poll(() => focused(page)).toBe('Type of the step');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => page.getByLabel('Path', { exact: true }).inputValue()).toBe('/formulas');
  await page.getByText('All is saved').waitFor();
  await page.getByRole('button', { name: 'Redo' }).click();
  await page.getByLabel('Address', { exact: true }).fill('https://api.example/x');

  // The script that a step begins with becomes the new type's; the editor shows it.
  await step(page, 'one').click();
  await type.selectOption('Filter');
  await script(page, 'one').getByText('done(true);').waitFor();
  await page.getByLabel('On no go to', { exact: true }).waitFor();
  await problems(page).getByText('No problems').waitFor();
  await visitor.expectAccessible();
  await visitor.shoot('formula-editor-type');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('All is saved').waitFor();
  expect(await visitor.api('GET', `${FORMULAS}/${id}`)).toMatchObject({
    steps: [
      { name: 'one', type: 'filter', properties: { body: 'done(true);' }, onSuccess: ['two'], onFailure: ['two'] },
      {
        name: 'two',
        type: 'httpRequest',
        properties: { method: 'POST', url: 'https://api.example/x', body: { a: 1 } },
      },
    ],
  });
  await visitor.api('DELETE', `${FORMULAS}/${id}`);
  await visitor.leave();
});
