import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { picky } from './picky';
import { launch, Visitor } from './visitor';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test('an execution shows who was told of it, what went wrong with that, and that nobody was told', async () => {
  const visitor = await Visitor.arrive(browser);
  await visitor.logIn();
  const { page } = visitor;
  const listener = createServer((_, reply) => void reply.writeHead(204).end());
  await new Promise<void>((ready) => listener.listen(0, '127.0.0.1', ready));
  const heard = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/heard`;
  // Nobody listens at the discard port.
  const unheard = 'http://127.0.0.1:9/unheard';
  try {
    const { path, runs } = await picky(visitor, [1, 13], { 'notification.webhook.url': `${heard},${unheard}` });
    await page.goto(`${path}/executions/${runs[0]}`);
    await page.getByText('Nobody was told of this execution.').waitFor();
    await page.goto(`${path}/executions/${runs[1]}`);
    await page
      .getByRole('row', { name: new RegExp(heard) })
      .getByText('Sent', { exact: true })
      .waitFor();
    const waiting = page.getByRole('row', { name: new RegExp(unheard) });
    await waiting.getByText('Waiting', { exact: true }).waitFor();
    await expect.poll(() => waiting.getByRole('cell').last().textContent()).not.toBe('');
    await page.getByText(/next try/).waitFor();
    await visitor.expectAccessible();
    await visitor.shoot('notices');
    await visitor.narrow();
    await visitor.expectNoSidewaysScrolling();
    await visitor.shoot('notices-narrow');
    await visitor.wide();

    const silent = await picky(visitor, [13]);
    await page.goto(`${silent.path}/executions/${silent.runs[0]}`);
    await page.getByText('the instance names neither an e-mail address nor a webhook').waitFor();
    await page.getByRole('link', { name: 'Open the instance' }).click();
    await page.getByRole('heading', { name: 'Picks', level: 1 }).waitFor();
  } finally {
    listener.close();
  }
  await visitor.leave();
});
