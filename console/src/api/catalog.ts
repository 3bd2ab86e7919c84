import { queryOptions } from '@tanstack/react-query';
import { call, PLATFORM } from './client';

export interface CatalogEntry {
  id: number;
  key: string;
  name: string;
  description: string;
  hub: string;
  authentication: string[];
  logo: string;
  instances: number;
  hasApplication: boolean;
  events: boolean;
}

export interface Scope {
  name: string;
  description: string;
}

export interface ElementResource {
  method: string;
  path: string;
  description: string;
  kind?: string;
}

export interface ConfigurationEntry {
  key: string;
  name: string;
  description: string;
  type: string;
  required: boolean;
  default?: string;
  hidden: boolean;
  secret?: boolean;
  options?: string[];
}

export interface ElementDetails {
  id: number;
  key: string;
  name: string;
  description: string;
  hub: string;
  readme?: string;
  authentication: { type: string; pkce: boolean; redirectUri: string; setup: string[] };
  scopes: Scope[];
  resources: ElementResource[];
  events: { supported: boolean; types: string[] };
  configuration: ConfigurationEntry[];
  application: { apiKey: string; callbackUrl?: string; scope?: string } | null;
  instances: number;
}

/** The OAuth application of an element that all instances of the organization share. */
export interface Application {
  apiKey: string;
  apiSecret: string;
  callbackUrl?: string;
  scope?: string;
}

export const catalogQuery = queryOptions({
  queryKey: ['catalog'],
  queryFn: ({ signal }) => call<CatalogEntry[]>('/console/catalog', { signal }),
});

export const elementQuery = (key: string) =>
  queryOptions({
    queryKey: ['catalog', key],
    queryFn: ({ signal }) => call<ElementDetails>(`/console/elements/${encodeURIComponent(key)}`, { signal }),
  });

const applicationPath = (key: string) => `${PLATFORM}/elements/${encodeURIComponent(key)}/oauth/url/default`;

export const storeApplication = (key: string, application: Application) =>
  call<Application>(applicationPath(key), { method: 'PUT', body: application });

export const deleteApplication = (key: string) => call<void>(applicationPath(key), { method: 'DELETE' });

export const logoOf = (key: string) => `/console/elements/${encodeURIComponent(key)}/icon.svg`;
