/** Talking in rooms, and seeing the events flow. */

import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { accessibilityFaults, call, control, open, reset, ROOT, shot, webhook } from './browser.js';

/** Opens the room with this title. */
async function enter(page, title) {
  await page.locator('.room-list').getByRole('link', { name: title }).click();
  await page.getByRole('heading', { name: title, level: 2 }).waitFor();
}

async function say(page, text) {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.keyboard.press('Enter');
}

describe('rooms', () => {
  beforeEach(reset);

  test('what Bob posts is seen to call the webhooks that wait for it', async () => {
    await webhook('Bob listens');
    await webhook('Broken', { targetUrl: `${ROOT}/_sandbox/listener/500` });
    const { page, close } = await open();
    await enter(page, 'Lunch');
    await say(page, 'Pancakes **today**');
    const message = page.locator('.message', { hasText: 'Pancakes today' });
    assert.equal(await message.locator('.message-body strong').innerText(), 'today');
    await page.locator('.outcome', { hasText: '2 webhook calls' }).waitFor();
    await message.locator('.flow > summary').click();
    const delivery = message.locator('.delivery', { hasText: 'Bob listens' });
    await delivery.locator('summary').click();
    assert.match(await delivery.locator('pre').innerText(), /"resource": "messages",\s+"event": "created"/);
    // Refreshing neither closes what is open nor takes the focus away.
    await page.waitForTimeout(2500);
    assert.equal(await delivery.locator('pre').isVisible(), true);
    await shot(page, 'rooms-flow');
    await page.goto(`${ROOT}/#/deliveries`);
    await page.locator('.delivery', { hasText: 'Broken' }).locator('.badge', { hasText: '500' }).waitFor();
    await page.getByLabel('Only those that failed').check();
    await page.locator('.delivery', { hasText: 'Bob listens' }).waitFor({ state: 'detached' });
    await close();
  });

  test('without a webhook it is said how to get one', async () => {
    const { page, close } = await open();
    await enter(page, 'Lunch');
    await say(page, 'Anybody there?');
    await page.locator('.outcome', { hasText: 'No webhook listens' }).getByRole('link', { name: 'make one' }).click();
    await page.getByRole('button', { name: 'Make the webhook' }).click();
    await page.getByText('My listener').waitFor();
    assert.equal((await control('GET', '/webhooks')).webhooks.length, 1);
    await close();
  });

  test('a refused message is explained and stays in the box', async () => {
    const { page, close, troubles } = await open();
    await enter(page, 'Lunch');
    const long = 'x'.repeat(8000);
    await say(page, long);
    await page.locator('.composer .problem', { hasText: 'longer than' }).waitFor();
    assert.equal(await page.getByLabel('Message', { exact: true }).inputValue(), long);
    // The browser itself notes the 400.
    assert.equal(troubles.splice(0).length, 1);
    await close();
  });

  test('a card is posted, answered by another person, and heard of', async () => {
    await webhook('Answers', { resource: 'attachmentActions' });
    const { page, close } = await open();
    await enter(page, 'Lunch');
    await page.locator('.attach summary', { hasText: 'Card' }).click();
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    const card = page.locator('.message .card-form');
    await card.getByLabel('What').selectOption('noodles');
    await card.getByLabel('Guests').fill('4');
    await card.getByLabel('Submit as').selectOption({ label: 'Carol Mendes' });
    await page.waitForTimeout(2500);
    await shot(page, 'rooms-card');
    assert.equal(await card.getByLabel('Guests').inputValue(), '4', 'refreshing empties no form');
    await card.getByRole('button', { name: 'Answer' }).click();
    await page.locator('.outcome', { hasText: 'Submitted. 1 webhook call: 204' }).waitFor();
    const { deliveries } = await control('GET', '/deliveries');
    assert.equal(deliveries[0].title, 'attachmentActions created');
    await close();
  });

  test('replies stand below what they answer; messages are edited and deleted as their author', async () => {
    const { page, close } = await open();
    await enter(page, 'Lunch');
    const noodles = page.locator('.message', { hasText: 'Noodles at noon?' });
    await noodles.hover();
    await noodles.getByRole('button', { name: 'Reply' }).click();
    await say(page, 'Gladly');
    await page.locator('.message.reply', { hasText: 'Gladly' }).waitFor();
    assert.match(await page.locator('.messages').innerText(), /Noodles at noon\?[\s\S]*Gladly[\s\S]*Yes please/);
    await noodles.hover();
    await noodles.getByRole('button', { name: 'Edit as Carol Mendes' }).click();
    await say(page, 'Rice at noon?');
    const rice = page.locator('.message', { hasText: 'Rice at noon?' });
    await rice.getByText('edited').waitFor();
    const soup = page.locator('.message', { hasText: 'Soup today' });
    await soup.hover();
    await soup.getByRole('button', { name: 'Delete as Carol Mendes' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await soup.waitFor({ state: 'detached' });
    await close();
  });

  test('a file is posted, and its picture is shown', async () => {
    const { page, close } = await open();
    await enter(page, 'Lunch');
    await page.locator('.attach summary', { hasText: 'File' }).click();
    const pixel = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    await page.locator('input[type=file]').setInputFiles({ name: 'pixel.png', mimeType: 'image/png', buffer: pixel });
    await say(page, 'A picture');
    await page.locator('.file', { hasText: 'pixel.png' }).waitFor();
    await page.locator('img.preview').waitFor();
    const download = page.waitForEvent('download');
    await page.locator('.file').click();
    assert.equal((await download).suggestedFilename(), 'pixel.png');
    await close();
  });

  test('other eyes see other rooms, and a bot sees what mentions it', async () => {
    const { page, close } = await open();
    await enter(page, 'Lunch');
    await page.getByLabel('Look through the eyes of').selectOption({ label: 'June Adeyemi' });
    await page.locator('.room-list').getByText('Finance and orders').waitFor();
    await page.locator('.room-list').getByText('Lunch').waitFor({ state: 'detached' });
    await page.getByLabel('Look through the eyes of').selectOption({ label: 'Helper (bot)' });
    await enter(page, 'Nordhavn Port: rollout');
    await page.getByText('A bot sees only').waitFor();
    assert.equal(await page.locator('.message').count(), 1);
    await close();
  });

  test('a room is made with its members, and one writes to one person', async () => {
    const { page, close } = await open();
    await page.getByRole('button', { name: 'New' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Title').fill('Sauna');
    await dialog.getByLabel('Erin Walsh').check();
    await dialog.getByRole('button', { name: 'Make the room' }).click();
    await page.getByRole('heading', { name: 'Sauna' }).waitFor();
    await page.getByRole('button', { name: '2 members' }).click();
    await dialog.getByLabel('Add somebody').selectOption({ label: 'Hana Sato' });
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.getByText('hana@sandbox.example').waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    await shot(page, 'rooms-members');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '3 members' }).waitFor();
    await page.getByRole('button', { name: 'New' }).click();
    await dialog.getByLabel('To', { exact: true }).selectOption({ label: 'Grace Kim' });
    await dialog.getByLabel('Message').fill('Hello Grace');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.locator('.message', { hasText: 'Hello Grace' }).waitFor();
    await close();
  });

  test('earlier messages are fetched on demand', async () => {
    const { page, close } = await open();
    await enter(page, 'Build Status');
    await page.locator('.message').nth(49).waitFor();
    await page.getByRole('button', { name: 'Show earlier messages' }).click();
    await page.locator('.message').nth(99).waitFor();
    await close();
  });

  test('hostile markup shows text and does nothing', async () => {
    const { page, close, troubles } = await open();
    const shown = await page.evaluate(async () => {
      const { markup } = await import('/page/webex/markup.js');
      const box = document.createElement('div');
      box.append(
        ...markup(
          '<p onclick="alert(1)">a</p><script>window.hurt = 1</script><img src=x onerror="window.hurt=1" alt="pic">' +
            '<a href="javascript:window.hurt=1">link</a><a href="https://example.org/">good</a><iframe src="/"></iframe>' +
            '<svg><script>window.hurt=1</script></svg><form action="/"><input value="b"></form><h1>Big</h1>',
        ),
      );
      document.body.append(box);
      const html = box.innerHTML;
      box.remove();
      return { html, hurt: window.hurt };
    });
    assert.equal(shown.hurt, undefined);
    assert.equal(
      shown.html,
      '<p>a</p><span>pic</span><span>link</span><a href="https://example.org/" target="_blank" rel="noopener noreferrer">good</a><p class="heading">Big</p>',
    );
    // The page's policy stands behind: it notes the handlers as soon as they are read.
    assert.ok(troubles.splice(0).every((trouble) => trouble.includes('Content Security Policy')));
    await close();
  });
});
