import { expect, inject, test } from 'vitest';
import { launch, Visitor } from './visitor';

/** Everything on the wire, with headers and what the pages ask of the server. */
const LIMIT_BYTES = 250_000;

test('a first visit, from the log-in to the catalog, stays below the limit on the wire', async () => {
  const browser = await launch();
  const visitor = await Visitor.arrive(browser);
  const network = await visitor.context.newCDPSession(visitor.page);
  const paths = new Map<string, string>();
  const replies: { bytes: number; path: string }[] = [];
  network.on('Network.requestWillBeSent', ({ requestId, request }) => paths.set(requestId, request.url));
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    replies.push({ bytes: encodedDataLength, path: (paths.get(requestId) ?? '').replace(inject('server'), '') }),
  );
  await network.send('Network.enable');

  await visitor.logIn();
  await visitor.page.getByRole('link', { name: 'Connect Cisco Spark' }).waitFor();
  await visitor.page.waitForLoadState('networkidle');
  const bytes = replies.reduce((sum, reply) => sum + reply.bytes, 0);
  const list = replies.sort((one, other) => other.bytes - one.bytes).map((reply) => `${reply.bytes} ${reply.path}`);
  console.log(`First visit on the wire: ${bytes} bytes in ${replies.length} replies`);
  expect(bytes, list.join('\n')).toBeLessThan(LIMIT_BYTES);
  await visitor.leave();
  await browser.close();
});
