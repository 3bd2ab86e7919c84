import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, PLATFORM, query } from './client';

export type DeliveryState = 'waiting' | 'delivered' | 'dead' | 'queued';

export interface EventObject {
  objectType: string;
  objectId: string;
  eventType: string;
  date: string;
}

export interface StoredEvent {
  id: string;
  createdDate: string;
  /** The provider's whole body, as JSON text; `null` in lists when it is very long. */
  providerData: string;
  notifiedData: EventObject[];
  source: string;
  delivery?: {
    state: DeliveryState;
    attempts: number;
    nextAttemptDate?: string;
    settledDate?: string;
    reason?: string;
  };
}

export interface Attempt {
  date: string;
  durationMs: number;
  url: string;
  request: { method?: string; headers?: Record<string, string>; bodyLength?: number };
  status?: number;
  reply: string;
}

/** How the application's address is doing; each number is counted up to 10,000. */
export interface Endpoint {
  active: boolean;
  circuit: 'closed' | 'open';
  failuresInARow?: number;
  notice?: string | null;
  nextAttemptDate?: string;
  waiting: number;
  queued: number;
  dead: number;
}

export interface EventFilter {
  state?: string | undefined;
  eventType?: string | undefined;
  objectType?: string | undefined;
}

/** A part of the list, newest first. */
export interface EventPage {
  items: StoredEvent[];
  /** Whether older ones may follow. */
  more: boolean;
}

export const PAGE = 50;
const LIVE_MS = 2_000;
const events = (id: string) => `${PLATFORM}/instances/${encodeURIComponent(id)}/events`;

async function readPage(id: string, filter: EventFilter, before: string, signal: AbortSignal): Promise<EventPage> {
  const path = `${events(id)}${query({ ...filter, before, pageSize: PAGE })}`;
  const items = await call<StoredEvent[]>(path, { signal });
  return { items, more: items.length === PAGE };
}

/** What is loaded of the list; it is kept up to date by {@link newestQuery}, so it is not read anew by itself. */
export const eventsQuery = (id: string, filter: EventFilter) =>
  infiniteQueryOptions({
    queryKey: ['events', id, 'list', filter],
    queryFn: ({ pageParam, signal }) => readPage(id, filter, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ items, more }) => (more ? items[items.length - 1]?.id : undefined),
    refetchOnWindowFocus: false,
  });

/** The first page alone: new events, and how the deliveries of the latest ones go on. A hidden tab rests. */
export const newestQuery = (id: string, filter: EventFilter) =>
  queryOptions({
    queryKey: ['events', id, 'newest', filter],
    queryFn: ({ signal }) => readPage(id, filter, '', signal),
    refetchInterval: LIVE_MS,
  });

export const eventQuery = (id: string, event: string) =>
  queryOptions({
    queryKey: ['events', id, 'one', event],
    queryFn: ({ signal }) => call<StoredEvent>(`${events(id)}/${encodeURIComponent(event)}`, { signal }),
    refetchInterval: LIVE_MS,
  });

export const attemptsQuery = (id: string, event: string) =>
  queryOptions({
    queryKey: ['events', id, 'attempts', event],
    queryFn: ({ signal }) => call<Attempt[]>(`${events(id)}/${encodeURIComponent(event)}/attempts`, { signal }),
    refetchInterval: LIVE_MS,
  });

export const endpointQuery = (id: string) =>
  queryOptions({
    queryKey: ['events', id, 'endpoint'],
    queryFn: ({ signal }) => call<Endpoint>(`${events(id)}/endpoint`, { signal }),
    refetchInterval: LIVE_MS,
  });

const post = <T>(path: string, body: unknown = {}) => call<T>(path, { method: 'POST', body });

export const sendTest = (id: string) => post<{ id: string }>(`${events(id)}/test`);
export const replay = (id: string, event: string) => post<{ released: number }>(`${events(id)}/${event}/replay`);
export const release = (id: string, state: DeliveryState) =>
  post<{ released: number }>(`${events(id)}/replay`, { state });
/** The former secret, if there was one, stays good until then. */
export const rotateSecret = (id: string) =>
  post<{ secret: string; previousValidUntil?: string }>(`${events(id)}/secret`);
