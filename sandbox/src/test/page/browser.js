/** The system's Chromium, and pages that tell what went wrong on them. */

import assert from 'node:assert/strict';
import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOTS = new URL('../../../target/page/', import.meta.url).pathname;

/** Where the sandbox is. */
export const ROOT = process.env.SANDBOX_URL ?? 'http://localhost:8090';

function program() {
  const places = process.env.VALENCE_CHROMIUM
    ? [process.env.VALENCE_CHROMIUM]
    : (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  assert.ok(found, 'Chromium is needed to walk through the page: install it, or set VALENCE_CHROMIUM to its path.');
  return found;
}

let browser;

export async function launch() {
  mkdirSync(SHOTS, { recursive: true });
  browser = await chromium.launch({
    executablePath: program(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export async function quit() {
  await browser?.close();
}

export const ADA = 'ada@sandbox.example';
export const BOB = 'bob@sandbox.example';
export const WIDE = { width: 1280, height: 860 };
export const NARROW = { width: 360, height: 740 };

/** A page with nothing remembered. `close()` fails when the console had errors or something from outside was asked for. */
export async function open({ viewport = WIDE, colorScheme = 'light', path = '/' } = {}) {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce', serviceWorkers: 'block' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: ROOT });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const troubles = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on(
    'request',
    (request) =>
      /^(blob:|data:)/.test(request.url()) ||
      request.url().startsWith(ROOT) ||
      troubles.push(`asked for ${request.url()}`),
  );
  await page.goto(ROOT + path);
  return {
    page,
    troubles,
    async close() {
      await context.close();
      assert.deepEqual(troubles, []);
    },
  };
}

/** Everything that axe objects to, of WCAG 2.2 AA and of good practice. */
export async function accessibilityFaults(page) {
  // Playwright's own world: the page's policy lets nobody add a script.
  const { violations } = await page.evaluate(
    `${AXE}; axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })`,
  );
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`).join(' | ')}`,
  );
}

export function scrollsSideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

export function shot(page, name) {
  return page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

/** A call of the control API. */
export async function control(method, path, body) {
  const reply = await fetch(`${ROOT}/_sandbox${path}`, { method, body: body && JSON.stringify(body) });
  const text = await reply.text();
  assert.ok(reply.ok, `${method} ${path} answered ${reply.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

export async function reset() {
  await control('POST', '/reset');
}

/** A webhook of Bob's that the sandbox itself listens to. */
export function webhook(name, more = {}) {
  const body = { name, targetUrl: `${ROOT}/_sandbox/listener`, resource: 'messages', event: 'created', ...more };
  return control('POST', '/act', { person: BOB, method: 'POST', path: '/webhooks', body });
}

/** An access token of somebody for everything that people may do. */
export async function tokenOf(person) {
  return (await control('POST', '/tokens', { person })).access_token;
}

/** A call of the simulated Webex, as a program makes it. */
export function call(token, path) {
  return fetch(`${ROOT}/webex/v1${path}`, { headers: { Authorization: `Bearer ${token}` } });
}
