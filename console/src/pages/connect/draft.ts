/**
 * What a person typed into the connect form and which attempt they began, so that neither is lost when the provider does not
 * send them back. Secrets are never kept here.
 */
import type { ElementDetails } from '../../api/catalog';
import type { ConnectValues } from './form';

type Draft = Omit<ConnectValues, 'apiSecret'>;

/** An attempt ends after this long; the server says so. */
const ATTEMPT_MS = 15 * 60_000;

const DRAFT = 'valence.connect.draft.';
const ATTEMPT = 'valence.connect.attempt.';

const isSecret = (element: ElementDetails, key: string) =>
  element.configuration.some((entry) => entry.key === key && (entry.secret === true || entry.type === 'PASSWORD'));

/** Keeps what was typed for as long as the tab lives. */
export function keepDraft(element: ElementDetails, values: Draft): void {
  const { name, apiKey, keep, tags, scopes } = values;
  const configuration = values.configuration.filter(({ key }) => !isSecret(element, key));
  sessionStorage.setItem(DRAFT + element.key, JSON.stringify({ name, apiKey, keep, tags, scopes, configuration }));
}

/** The values with what was typed before in their place. */
export function withDraft(element: ElementDetails, values: ConnectValues): ConnectValues {
  const text = sessionStorage.getItem(DRAFT + element.key);
  if (text === null) return values;
  const { configuration, ...typed } = JSON.parse(text) as Draft;
  const known = new Map(configuration.map(({ key, value }) => [key, value]));
  return {
    ...values,
    ...typed,
    // With a stored application nobody is asked for keys, so none may be sent unseen.
    apiKey: element.application ? values.apiKey : typed.apiKey,
    configuration: values.configuration.map(({ key, value }) => ({ key, value: known.get(key) ?? value })),
  };
}

/** Remembers the attempt in every tab of this browser: the one that began it may be closed. */
export function keepAttempt(element: ElementDetails, id: string | number): void {
  localStorage.setItem(ATTEMPT + element.key, JSON.stringify({ id: String(id), at: Date.now() }));
}

/** The id of the latest attempt, unless it is too old to go on with. */
export function latestAttempt(element: ElementDetails): string | undefined {
  const text = localStorage.getItem(ATTEMPT + element.key);
  if (text === null) return undefined;
  const { id, at } = JSON.parse(text) as { id: string; at: number };
  return Date.now() - at < ATTEMPT_MS ? id : undefined;
}

/** The account is connected, or somebody else is going to log in. */
export function forgetDrafts(elementKey = ''): void {
  for (const [storage, prefix] of [
    [sessionStorage, DRAFT],
    [localStorage, ATTEMPT],
  ] as const) {
    Object.keys(storage)
      .filter((key) => (elementKey === '' ? key.startsWith(prefix) : key === prefix + elementKey))
      .forEach((key) => storage.removeItem(key));
  }
}
