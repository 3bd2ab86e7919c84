import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, PLATFORM, query } from './client';

export type InstanceState = 'working' | 'refreshing' | 'needsReauthentication' | 'disabled';

export interface Instance {
  id: number;
  name: string;
  elementKey: string;
  elementName: string;
  hub: string;
  tags: string[];
  state: InstanceState;
  stateReason?: string;
  createdDate: string;
  lastUsed?: string;
  tokenExpires?: string;
  traceLogging: boolean;
}

export interface ConfigurationValue {
  key: string;
  name?: string;
  /** Masked when secret. */
  value?: string | null;
  secret: boolean;
  /** Kept by the platform; seldom of interest. */
  hidden?: boolean;
}

export interface InstanceDetails extends Instance {
  token: string;
  configuration: ConfigurationValue[];
}

export interface InstanceFilter {
  search?: string | undefined;
  tag?: string | undefined;
  element?: string | undefined;
  state?: string | undefined;
  page?: number | undefined;
}

export const PAGE_SIZE = 25;

export const instancesQuery = (filter: InstanceFilter) =>
  queryOptions({
    queryKey: ['instances', 'list', filter],
    queryFn: ({ signal }) =>
      call<{ items: Instance[]; total: number }>(
        `/console/instances${query({ ...filter, page: filter.page ?? 1, pageSize: PAGE_SIZE })}`,
        { signal },
      ),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });

export const instanceQuery = (id: string) =>
  queryOptions({
    queryKey: ['instances', id],
    queryFn: ({ signal }) => call<InstanceDetails>(`/console/instances/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: 15_000,
  });

const platformPath = (id: number) => `${PLATFORM}/instances/${id}`;

/** Shows one secret; `what` is `token` or a key of the configuration. */
export const reveal = (id: number, password: string, what: string) =>
  call<{ value: string }>(`/console/instances/${id}/reveal`, { method: 'POST', body: { password, what } });

export const changeInstance = (id: number, changes: { name?: string; tags?: string[] }) =>
  call<unknown>(platformPath(id), { method: 'PATCH', body: changes });

export const setEnabled = (id: number, enabled: boolean) =>
  call<unknown>(`${platformPath(id)}/enabled`, { method: enabled ? 'PUT' : 'DELETE' });

export const setTraceLogging = (id: number, on: boolean) =>
  call<unknown>(`${platformPath(id)}/traceLogging`, { method: on ? 'PUT' : 'DELETE' });

export const regenerateToken = (id: number) => call<{ token?: string }>(`${platformPath(id)}/token`, { method: 'PUT' });

export const deleteInstance = (id: number) => call<void>(platformPath(id), { method: 'DELETE' });
