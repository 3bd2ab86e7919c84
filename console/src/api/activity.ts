import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, query } from './client';

export interface ActivityItem {
  id: string;
  at: string;
  instanceId?: number;
  instanceName?: string;
  elementKey?: string;
  method: string;
  path: string;
  status: number;
  durationMs: number;
  vendorStatus?: number;
  requestId: string;
  traced: boolean;
}

export type Headers = Record<string, string | string[]>;

export interface Message {
  headers?: Headers | undefined;
  body?: string | undefined;
  /** The body was longer than what is kept. */
  bodyCut?: boolean | undefined;
}

export interface Step {
  name: string;
  startMs: number;
  durationMs: number;
  detail?: string;
}

export interface VendorRequest {
  method: string;
  url: string;
  status?: number;
  startMs: number;
  durationMs: number;
  headers?: Headers;
  body?: string;
  bodyCut?: boolean;
  responseHeaders?: Headers;
  responseBody?: string;
  responseBodyCut?: boolean;
}

export interface CallDetails extends ActivityItem {
  /** What the caller was told when the call failed. */
  message?: string;
  providerMessage?: string;
  steps: Step[];
  vendorRequests: VendorRequest[];
  request?: Message;
  response?: Message;
}

export interface ActivityFilter {
  instance?: string | undefined;
  status?: string | undefined;
  method?: string | undefined;
  text?: string | undefined;
}

interface Page {
  items: ActivityItem[];
  next?: string;
  /** Calls that were served but not recorded, because there were too many at once. */
  dropped?: number;
}

export const activityQuery = (filter: ActivityFilter, pageSize = 50) =>
  infiniteQueryOptions({
    queryKey: ['activity', 'list', filter, pageSize],
    queryFn: ({ pageParam, signal }) =>
      call<Page>(`/console/activity${query({ ...filter, before: pageParam, pageSize })}`, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

export const callQuery = (id: string) =>
  queryOptions({
    queryKey: ['activity', id],
    queryFn: ({ signal }) => call<CallDetails>(`/console/activity/${encodeURIComponent(id)}`, { signal }),
  });

export const streamPath = (filter: ActivityFilter) => `/console/activity/stream${query({ ...filter })}`;
