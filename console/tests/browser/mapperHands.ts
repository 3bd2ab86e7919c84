import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Visitor } from './visitor';

/** What the tests of the mapper do by hand on its page. */

export const API = '/elements/api-v2';

/** Goes to the mapper of a new object. */
export async function start(visitor: Visitor, instance: string, name: string): Promise<string> {
  await visitor.logIn();
  const id = await visitor.connectInstance(instance);
  await visitor.page.goto(`/instances/${id}/objects/${name}`);
  await visitor.page.getByRole('heading', { name, level: 1 }).waitFor();
  return id;
}

/** Takes away what other files have mapped: everything that uses a definition first, then the definitions. */
export async function forgetObjects(visitor: Visitor): Promise<void> {
  const instances = await visitor.api<{ id: number }[]>('GET', `${API}/instances`);
  const paths = [
    ...instances.flatMap(({ id }) => [`instances/${id}/transformations`, `instances/${id}/objects/definitions`]),
    ...['accounts', 'organizations'].flatMap((level) => [
      `${level}/elements/ciscospark/transformations`,
      `${level}/objects/definitions`,
    ]),
  ];
  const { csrfToken } = await visitor.api<{ csrfToken: string }>('GET', '/console/session');
  for (const path of paths) {
    // Beside the page, which would complain of the 404 of a level that has none.
    const reply = await visitor.page.request.delete(new URL(`${API}/${path}`, visitor.page.url()).href, {
      headers: { 'X-CSRF-Token': csrfToken },
    });
    expect([200, 404], `${path}: ${await reply.text()}`).toContain(reply.status());
  }
}

export async function chooseChannels(page: Page): Promise<void> {
  await page.getByLabel('Provider’s object').selectOption('channels');
  await page.locator('[data-place=title]').waitFor();
}

export async function addField(page: Page, path: string, type = 'string'): Promise<void> {
  const form = page.locator('form.add-field');
  await form.getByLabel('New field').fill(path);
  await form.getByLabel('Type').selectOption(type);
  await form.getByRole('button', { name: 'Add field' }).click();
  await field(page, path).waitFor();
}

export const field = (page: Page, path: string) => page.locator(`[data-field="${path}"]`);
export const picker = (page: Page, path: string, place: string) =>
  page.getByRole('button', { name: `Provider’s field for ${path}: ${place}`, exact: true });

/** Judges the mapper scrolled to its end, where the bar that always stays in sight covers nothing. */
export async function judge(visitor: Visitor): Promise<void> {
  await visitor.page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await visitor.expectAccessible();
}

/** A side of the preview. */
export async function preview(
  page: Page,
  side: 'What you read' | 'What is sent back',
): Promise<Record<string, unknown>> {
  const text = await page.getByRole('region', { name: side, exact: true }).textContent();
  return JSON.parse(text ?? '{}') as Record<string, unknown>;
}

/** What an application gets that works with this instance. */
export const rowsOf = (page: Page, id: string, path: string) =>
  page.evaluate(
    async ([address, instance]) => {
      const { csrfToken } = (await (await fetch('/console/session')).json()) as { csrfToken: string };
      const reply = await fetch(address, { headers: { 'X-CSRF-Token': csrfToken, 'Valence-Instance': instance } });
      if (!reply.ok) throw new Error(`${address}: ${reply.status} ${await reply.text()}`);
      return (await reply.json()) as Record<string, unknown>[];
    },
    [`${API}${path}`, id] as const,
  );
