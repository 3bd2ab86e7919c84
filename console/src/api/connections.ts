import { queryOptions } from '@tanstack/react-query';
import { call } from './client';

export type ProblemKind =
  | 'denied'
  | 'expiredCode'
  | 'wrongSecret'
  | 'wrongRedirectUri'
  | 'invalidScope'
  | 'provider'
  | 'state'
  | 'closed'
  | 'unknown';

export interface Problem {
  kind: ProblemKind;
  title: string;
  message: string;
  providerMessage?: string;
  next?: string;
}

/** One attempt to connect an account, from the form to its end. */
export interface Connection {
  id: string | number;
  status: 'waiting' | 'connected' | 'denied' | 'failed' | 'expired';
  /** Missing when the provider came back with a state that belongs to no attempt of this session. */
  elementKey?: string;
  elementName?: string;
  name: string;
  tags?: string[];
  scope?: string;
  configuration?: Record<string, string>;
  authorizationUrl?: string;
  instanceId?: number;
  /** The client id that was typed in. */
  apiKey?: string;
  /** Whether the keys were to be stored for the organization. */
  keep?: boolean;
  /** The instance that is authenticated again. */
  reauthenticates?: number;
  problem?: Problem;
}

export interface ConnectionRequest {
  elementKey?: string;
  name: string;
  apiKey?: string;
  apiSecret?: string;
  /** Stores these keys for the organization, once they have connected an account. */
  keep?: boolean;
  tags?: string[];
  scope?: string;
  configuration?: Record<string, string>;
  /** The instance to authenticate again, instead of making one. */
  instanceId?: number;
}

/** What a form leads to; an element without a consent page is connected at once. */
interface Started {
  id: string | number;
  authorizationUrl?: string;
}

export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id],
    queryFn: ({ signal }) => call<Connection>(`/console/connections/${encodeURIComponent(id)}`, { signal }),
    // While the provider's page is open in another window, this one follows.
    refetchInterval: ({ state }) => (state.data?.status === 'waiting' ? 2000 : false),
  });

export const startConnection = (request: ConnectionRequest) =>
  call<Started>('/console/connections', { method: 'POST', body: request });

/** A new attempt with what an earlier one held, secrets included, and these changes. */
export const retryConnection = (id: string | number, changes: Partial<ConnectionRequest>) =>
  call<Started>(`/console/connections/${id}/retry`, { method: 'POST', body: changes });

/** Where to go on: the provider's page, or the result. */
export const nextOf = ({ id, authorizationUrl }: Started): string => authorizationUrl ?? `/connections/${id}`;
