import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addField, chooseChannels, judge, picker, preview, start } from './mapperHands';
import { launch, LOOKS, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test.each(LOOKS)('the mapper in the look %s', { timeout: 120_000 }, async (look) => {
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
  await page.getByRole('button', { name: 'Add a script' }).click();
  const script = page.getByRole('textbox', { name: 'Script of this mapping' });
  await script.press('Control+a');
  await page.keyboard.insertText(
    '// a long line: '.padEnd(90, 'x') + '\nconst { length } = "ten";\nnope(5, true, /x/);\n',
  );
  await script.locator('.cm-problem').getByText('nope is not defined').waitFor({ timeout: 45_000 });
  await page.keyboard.type('transformedObject.');
  await page.getByRole('option', { name: /^title/ }).waitFor();
  // The editor's own keys move through the list, which never has the focus itself.
  await visitor.expectAccessible(['target-size', 'scrollable-region-focusable']);
  await visitor.expectNoSidewaysScrolling();
  await visitor.shoot(`mapper-script-${look}`);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove the script' }).click();
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
