import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API, chooseChannels, judge, preview, rowsOf, start } from './mapperHands';
import { launch, Visitor } from './visitor';

/** The process of the first script has to start. */
const PATIENCE = { timeout: 45_000 };

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const editor = (page: Page) => page.getByRole('textbox', { name: 'Script of this mapping' });
const script = (page: Page) => page.getByRole('region', { name: 'Script', exact: true });
const save = async (page: Page, words: string) => {
  await page.getByRole('button', { name: words }).click();
  await page.getByText('All is saved').waitFor();
};

/** Puts a script in place of the one that is there. */
async function write(page: Page, text: string): Promise<void> {
  await editor(page).press('Control+a');
  await page.keyboard.insertText(text);
}

/** On a machine with much to do a script may take too long that is quick elsewhere; then it is tried again. */
async function again(page: Page): Promise<void> {
  const slow = await page.getByText('took longer than').first().isVisible();
  const button = page.getByRole('button', { name: 'Try it again' });
  if (slow && (await button.isVisible())) await button.click();
}

/** What one reads, once the script has run. */
async function read(page: Page): Promise<Record<string, unknown>> {
  await again(page);
  return preview(page, 'What you read');
}

/** What stands below the lines of the script. */
async function problems(page: Page): Promise<string> {
  await again(page);
  return (await editor(page).locator('.cm-problem').allTextContents()).join('; ');
}

describe('the script of a mapping', { timeout: 120_000 }, () => {
  test('is written with completion, tried both ways, saved alone without a field, called, and removed', async () => {
    const visitor = await Visitor.arrive(browser);
    const { page } = visitor;
    const id = await start(visitor, 'Scripted', 'scripted');
    await page.getByText('Add a field or a script first.').waitFor();
    await chooseChannels(page);
    await page.getByRole('button', { name: 'Add a script' }).click();
    await editor(page).waitFor();
    const focused = () =>
      page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('aria-label'));
    await expect.poll(focused).toBe('Script of this mapping');

    await write(page, 'if (fromVendor) ');
    await page.keyboard.type('transf');
    // A list that has just come takes no key, so that nobody chooses by accident; a click it takes.
    await page.getByRole('option', { name: /^transformedObject/ }).click();
    await page.keyboard.type('.kind = originalObject.isLo');
    await page.getByRole('option', { name: /^isLocked/ }).click();
    await page.keyboard.type(' ? CE.md5("locked") : "open";');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('done(transformedObject);');
    await expect.poll(() => read(page), PATIENCE).toHaveProperty('kind', 'open');
    expect(await editor(page).getAttribute('aria-invalid')).toBe('false');
    await save(page, 'Save for my account');
    const stored = await visitor.api<{ fields: unknown[]; script: { body: string } }>(
      'GET',
      `${API}/accounts/elements/ciscospark/transformations/scripted`,
    );
    expect(stored.fields).toEqual([]);
    expect(stored.script.body).toBe(
      'if (fromVendor) transformedObject.kind = originalObject.isLocked ? CE.md5("locked") : "open";\ndone(transformedObject);',
    );
    expect((await rowsOf(page, id, '/hubs/collaboration/scripted?pageSize=1'))[0]).toHaveProperty('kind', 'open');

    await page.getByRole('button', { name: 'How to call it' }).click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Use it');
    await page.getByRole('button', { name: 'Remove the script' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Add a script');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await editor(page).getByText('originalObject.isLocked').waitFor();
    await page.getByRole('button', { name: 'Remove the script' }).click();
    await page.getByRole('button', { name: 'Take over title as a field' }).click();
    await save(page, 'Save for my account');
    const after = await visitor.api('GET', `${API}/accounts/elements/ciscospark/transformations/scripted`);
    expect(after).not.toHaveProperty('script');
    await visitor.leave();
  });

  test('says in its line where it fails, or cannot be read, until that is mended', async () => {
    const visitor = await Visitor.arrive(browser);
    const { page } = visitor;
    await start(visitor, 'Failing', 'failing');
    await chooseChannels(page);
    await page.getByRole('button', { name: 'Add a script' }).click();
    await write(page, 'let a = 1;\nif (fromVendor) nope();\ndone(transformedObject);');
    const problem = editor(page).locator('.cm-problem');
    await expect.poll(() => problems(page), PATIENCE).toBe('When you read: ReferenceError: nope is not defined');
    expect(await editor(page).locator('.cm-problem-line').textContent()).toBe('if (fromVendor) nope();');
    expect(await editor(page).getAttribute('aria-invalid')).toBe('true');
    await page.getByText('The script of the account failed').waitFor();
    await script(page).getByRole('status').getByText('Line 2: When you read: ReferenceError').waitFor();
    await judge(visitor);

    await write(page, 'done(transformedObject);');
    await problem.waitFor({ state: 'hidden' });
    const failed = page.getByText('The script of the account failed');
    await expect.poll(() => again(page).then(() => failed.isVisible()), PATIENCE).toBe(false);

    await write(page, 'done(transformedObject;');
    await problem.waitFor();
    await expect.poll(() => problems(page), PATIENCE).toContain('SyntaxError');
    await write(page, 'while (true) {}');
    await script(page).getByRole('alert').getByText('took longer than').waitFor(PATIENCE);
    await write(page, 'return { ...transformedObject, short: true };');
    await expect.poll(() => read(page), PATIENCE).toHaveProperty('short', true);
    await write(page, 'done("a text");');
    const unsendable = page.getByText('What you read is no object, so nothing can be sent back.');
    await expect.poll(() => again(page).then(() => unsendable.isVisible()), PATIENCE).toBe(true);
    await visitor.leave();
  });

  test('holds nobody who uses the keyboard: Tab indents, Escape and Tab leave', async () => {
    const visitor = await Visitor.arrive(browser);
    const { page } = visitor;
    await start(visitor, 'Tabbed', 'tabbed');
    await chooseChannels(page);
    await page.getByRole('button', { name: 'Add a script' }).click();
    await editor(page).waitFor();
    await script(page).getByText('to leave the editor with the keyboard press Escape, then Tab').first().waitFor();
    await write(page, 'x');
    const inside = () => page.evaluate(() => document.activeElement?.className === 'script-editor');
    await page.keyboard.press('Home');
    await page.keyboard.press('Tab');
    expect(await inside()).toBe(true);
    await expect.poll(() => editor(page).innerText()).toMatch(/^\s+x/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await inside()).toBe(false);
    await page.keyboard.press('Shift+Tab');
    await expect.poll(inside).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.outerHTML)).toContain('Remove the script');
    await visitor.leave();
  });

  test('runs behind those of the levels above, and is not mixed up with them', async () => {
    const visitor = await Visitor.arrive(browser);
    const { page } = visitor;
    await visitor.logIn();
    const id = await visitor.connectInstance('Scripts of levels');
    const organization = `${API}/organizations/elements/ciscospark/transformations/chained`;
    const upper = {
      vendorName: 'channels',
      fields: [{ path: 'name', vendorPath: 'title' }],
      script: { mimeType: 'application/javascript', body: "transformedObject.way = 'up'; done(transformedObject);" },
    };
    await visitor.api('POST', `${API}/organizations/objects/chained/definitions`, {
      fields: [{ path: 'name', type: 'string' }],
    });
    await visitor.api('POST', organization, upper);
    await visitor.api('POST', `${API}/instances/${id}/transformations/chained`, {
      vendorName: 'channels',
      fields: [{ path: 'sort', vendorPath: 'type' }],
      configuration: [{ type: 'inherit' }, { type: 'odd', properties: { a: 1 } }],
    });
    await page.goto(`/instances/${id}/objects/chained`);
    await page.getByRole('radio', { name: /^Instance/, checked: true }).waitFor();
    // What the instance shows of the organization is not the instance's.
    await page.getByRole('button', { name: 'Add a script' }).waitFor();
    await page.getByText('The script of a level above runs first.').waitFor();
    await page.getByText('Script of the organization').click();
    await page.getByRole('region', { name: 'Script of the organization' }).getByText("way = 'up'").waitFor();
    await expect.poll(() => read(page), PATIENCE).toHaveProperty('way', 'up');

    await page.getByRole('button', { name: 'Add a script' }).click();
    await editor(page).waitFor();
    await write(page, "transformedObject.way += ', down';\ndone(transformedObject);");
    await expect.poll(() => read(page), PATIENCE).toHaveProperty('way', 'up, down');
    await write(page, "transformedObject.way += ', down';\nnope();");
    await expect.poll(() => problems(page), PATIENCE).toContain('nope is not defined');
    expect(await editor(page).locator('.cm-problem-line').first().textContent()).toBe('nope();');
    await expect.poll(() => read(page), PATIENCE).toHaveProperty('way', 'up');
    await write(page, "transformedObject.way += ', down';\ndone(transformedObject);");
    await save(page, 'Save for this instance');
    expect(await visitor.api('GET', `${API}/instances/${id}/transformations/chained`)).toMatchObject({
      script: { body: "transformedObject.way += ', down';\ndone(transformedObject);" },
      configuration: [{ type: 'inherit' }, { type: 'odd', properties: { a: 1 } }],
    });
    expect((await rowsOf(page, id, '/hubs/collaboration/chained?pageSize=1'))[0]).toHaveProperty('way', 'up, down');
    await page.getByRole('switch', { name: 'Take over the mapping from above' }).click();
    await page.getByText('Scripts of levels above do not run here').waitFor();
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByText('The script of a level above runs first.').waitFor();
    await visitor.leave();
  });
});
