/** Calls of the server: same origin, session cookie, CSRF token, and errors in the platform's one form. */

/** Where the platform's own REST API begins. */
export const PLATFORM = '/elements/api-v2';

/** What the server answers when something went wrong. */
export class ApiError extends Error {
  readonly status: number;
  readonly providerMessage: string | undefined;
  readonly requestId: string | undefined;
  /** Messages by the name of the form's field that they concern. */
  readonly fields: Record<string, string>;
  /** Seconds to wait before the next attempt, when the server said so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: ErrorBody, retryAfter: number | undefined) {
    super(body.message ?? `The server answered with status ${status}.`);
    this.status = status;
    this.providerMessage = body.providerMessage;
    this.requestId = body.requestId;
    this.fields = body.fields ?? {};
    this.retryAfter = retryAfter;
  }
}

/** The server could not be reached at all. */
export class NoConnection extends Error {}

interface ErrorBody {
  message?: string;
  providerMessage?: string;
  requestId?: string;
  fields?: Record<string, string>;
}

interface Options {
  method?: string;
  body?: unknown;
  /** The body as JSON text, where numbers have to keep their spelling. */
  json?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

let csrfToken = '';
let sessionEnded: () => void = () => undefined;

/** Kept in memory only: neither storage nor address bar ever hold it. */
export function keepCsrfToken(token: string): void {
  csrfToken = token;
}

export function currentCsrfToken(): string {
  return csrfToken;
}

/** What to do when a call finds that the session is over. */
export function onSessionEnd(action: () => void): void {
  sessionEnded = action;
}

/** What the server answered, with what its headers say beside it. */
export interface Reply<T> {
  value: T;
  headers: Headers;
}

/** Calls the server as the user who is logged in. */
export const call = async <T>(path: string, options: Options = {}): Promise<T> =>
  (await callForReply<T>(path, options)).value;

/** As {@link call}, for those who need the reply's headers too. */
export async function callForReply<T>(path: string, options: Options = {}): Promise<Reply<T>> {
  try {
    return await exchange<T>(path, { ...options, headers: { 'X-CSRF-Token': csrfToken, ...options.headers } });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) sessionEnded();
    throw error;
  }
}

/** As {@link call}, for those who are not logged in. */
export const send = async <T>(path: string, options: Options = {}): Promise<T> =>
  (await exchange<T>(path, options)).value;

async function exchange<T>(path: string, options: Options): Promise<Reply<T>> {
  // Without it a browser notes every refusal as an error of the page, however the page deals with it.
  const headers: Record<string, string> = { Accept: 'application/json', Prefer: 'quiet-errors', ...options.headers };
  const content = options.json ?? (options.body === undefined ? null : JSON.stringify(options.body));
  if (content !== null) headers['Content-Type'] = 'application/json';
  const reply = await reach(path, {
    method: options.method ?? 'GET',
    headers,
    credentials: 'same-origin',
    body: content,
    signal: options.signal ?? null,
  });
  const text = await reply.text();
  const status = Number(reply.headers.get('Valence-Status') ?? reply.status);
  if (status >= 400) {
    const seconds = Number(reply.headers.get('Retry-After'));
    throw new ApiError(status, parse(text) as ErrorBody, seconds > 0 ? seconds : undefined);
  }
  return { value: (text === '' ? undefined : parse(text)) as T, headers: reply.headers };
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new NoConnection('The server cannot be reached.', { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** A query string of those members that have a value, with its question mark. */
export function query(values: Record<string, string | number | undefined>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
