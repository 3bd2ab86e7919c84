import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { ADMIN } from './platform';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ARGUMENTS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking' +
  ' --disable-component-update --disable-sync';

const SIZES = { narrow: { width: 360, height: 740 }, wide: { width: 1280, height: 860 } };

export type Look = 'light' | 'dark' | 'narrow';
export const LOOKS: Look[] = ['light', 'dark', 'narrow'];

/** The machine's own browser: none is downloaded. */
export function launch(): Promise<Browser> {
  const paths = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  const executablePath = [process.env.VALENCE_CHROMIUM ?? '', ...paths, mac].find((path) => path && existsSync(path));
  if (!executablePath) {
    throw new Error(
      'No Chromium was found for the browser tests. Install it (system package chromium), or name the program in VALENCE_CHROMIUM.',
    );
  }
  return chromium.launch({ executablePath, args: ARGUMENTS.split(' ') });
}

/** Somebody at a browser: one window, and everything that its console complains about. */
export class Visitor {
  readonly complaints: string[] = [];
  readonly page: Page;
  readonly context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    this.listen(page);
  }

  static async arrive(browser: Browser, look: Look = 'light'): Promise<Visitor> {
    const context = await browser.newContext({
      baseURL: inject('server'),
      viewport: look === 'narrow' ? SIZES.narrow : SIZES.wide,
      colorScheme: look === 'dark' ? 'dark' : 'light',
      permissions: ['clipboard-read', 'clipboard-write'],
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(15_000);
    return new Visitor(context, await context.newPage());
  }

  /** Notes what a window's console complains about; pages of other servers are not ours. */
  listen(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type()) || !page.url().startsWith(inject('server'))) return;
      this.complaints.push(`${page.url()}: ${message.text()}`);
    });
  }

  async logIn(): Promise<void> {
    await this.page.goto('/login');
    await this.page.getByLabel('E-mail').fill(ADMIN.email);
    await this.page.getByLabel('Password').fill(ADMIN.password);
    await this.page.getByRole('button', { name: 'Log in' }).click();
    await this.page.getByRole('heading', { name: 'Catalog', level: 1 }).waitFor();
  }

  /** Connects an account of the sandbox, or declines to; ends on the page with the result. */
  async connect(name: string, decision: 'allow' | 'deny' = 'allow'): Promise<void> {
    const { page } = this;
    await page.goto('/catalog/ciscospark/connect');
    await page.getByLabel('Name', { exact: true }).fill(name);
    const clientId = page.getByLabel('Client ID');
    if (await clientId.isVisible()) {
      await clientId.fill('valence-sandbox');
      await page.getByLabel('Client secret').fill('sandbox-secret');
    }
    await page.getByRole('button', { name: /^Continue to/ }).click();
    await this.decide(decision);
    await page.waitForURL('**/connections/*');
  }

  /** Connects an account and goes to its instance; answers the instance's id. */
  async connectInstance(name: string): Promise<string> {
    await this.connect(name);
    await this.page.getByRole('link', { name: 'Open the instance' }).click();
    await this.page.waitForURL('**/instances/*');
    return this.page.url().split('/').pop() ?? '';
  }

  /** Stores the sandbox's OAuth application, so that a name is all that is asked for. */
  async storeApplication(): Promise<void> {
    await this.api('PUT', '/elements/api-v2/elements/ciscospark/oauth/url/default', {
      apiKey: 'valence-sandbox',
      apiSecret: 'sandbox-secret',
      callbackUrl: `${inject('server')}/console/oauth/callback`,
    });
  }

  /** Answers on the provider's page, as its preselected administrator unless another person is named. */
  async decide(decision: 'allow' | 'deny', page = this.page, person = ''): Promise<void> {
    await page.waitForURL(`${inject('sandbox')}/**`);
    if (person) await page.locator(`[name=person][value="${person}"]`).check();
    await page.locator(`[name=decision][value=${decision}]`).click();
  }

  /** Calls the server as this visitor's pages do. */
  async api<T>(method: string, path: string, body?: unknown): Promise<T> {
    return this.page.evaluate(
      async ([verb, address, content]) => {
        const { csrfToken } = (await (await fetch('/console/session')).json()) as { csrfToken: string };
        const reply = await fetch(address, {
          method: verb,
          headers: { 'X-CSRF-Token': csrfToken, 'Content-Type': 'application/json' },
          body: content === undefined ? null : JSON.stringify(content),
        });
        if (!reply.ok) throw new Error(`${verb} ${address}: ${reply.status} ${await reply.text()}`);
        const text = await reply.text();
        return (text ? JSON.parse(text) : undefined) as T;
      },
      [method, path, body] as const,
    ) as Promise<T>;
  }

  /**
   * Judges the page by the rules of WCAG 2.2 AA.
   *
   * @param but rules that are left out
   */
  async expectAccessible(but: string[] = []): Promise<void> {
    // Through the debugger, so that the page's policy, which forbids foreign scripts, stays in force.
    await this.page.evaluate(AXE);
    const rules = Object.fromEntries(but.map((rule) => [rule, { enabled: false }]));
    const results = (await this.page.evaluate(
      (options) => (window as unknown as { axe: { run: (options: unknown) => Promise<unknown> } }).axe.run(options),
      { runOnly: WCAG, rules },
    )) as AxeResults;
    const faults = results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}\n  ${failureSummary ?? ''}`),
    );
    expect.soft(faults, this.page.url()).toEqual([]);
  }

  /** Nothing is wider than the window. */
  async expectNoSidewaysScrolling(): Promise<void> {
    const excess = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(excess, `pixels that ${this.page.url()} is too wide`).toBeLessThanOrEqual(0);
  }

  /** Makes the window as small as the smallest that the pages are made for. */
  narrow = () => this.page.setViewportSize(SIZES.narrow);

  wide = () => this.page.setViewportSize(SIZES.wide);

  async shoot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(inject('shots'), `${name}.png`), fullPage: true });
  }

  /** Ends the visit; nothing may have been complained about. */
  async leave(): Promise<void> {
    await this.context.close();
    expect(this.complaints).toEqual([]);
  }
}
