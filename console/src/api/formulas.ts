import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, PLATFORM, query } from './client';
import type { Instance } from './instances';

/** What a formula leaves open until it is used: a connected account, or a text. */
export interface Variable {
  id?: number;
  key: string;
  name?: string;
  type: string;
  required?: boolean;
  description?: string;
  /** The element whose instances are meant; only where somebody wrote it down. */
  elementKey?: string;
}

export type Properties = Record<string, unknown>;

/** A trigger or a step: what it does, and which steps follow. Members of other names are kept. */
export interface FlowPart {
  id?: number;
  name: string;
  type: string;
  properties: Properties;
  onSuccess: string[];
  onFailure: string[];
  description?: string;
}

/** What can be sent to make or replace a formula; also the form of an export. */
export interface FormulaDocument {
  name: string;
  description?: string;
  configuration: Variable[];
  triggers: FlowPart[];
  steps: FlowPart[];
  uri?: string;
  method?: string;
  /** Whether executions show the values of their steps; they do unless it is false. */
  debugLoggingEnabled?: boolean;
}

export interface Formula extends FormulaDocument {
  id: number;
  active: boolean;
  createdDate: string;
  updatedDate?: string;
  engine?: string;
}

/** A formula to begin with. */
export interface Template {
  key: string;
  name: string;
  description: string;
  trigger: string;
  elements: string[];
}

export interface FormulaInstance {
  id: number;
  name: string;
  active: boolean;
  createdDate: string;
  updatedDate?: string;
  formula: { id: number; name: string; active: boolean };
  configuration: Record<string, string>;
  settings: Record<string, unknown>;
  /** Failed executions since the last that went well; older servers do not say. */
  failuresInARow?: number;
  /** As in the formula, which counts where the instance does not say. */
  debugLoggingEnabled?: boolean;
}

/** What is sent to make or change an instance. */
export interface InstanceWish {
  name: string;
  configuration: Record<string, string>;
  settings: Record<string, unknown>;
}

const PAGE_SIZE = 100;
const FORMULAS = `${PLATFORM}/formulas`;
const segment = encodeURIComponent;

/** Page after page of a list of the platform. */
const pages = <Row>(key: readonly unknown[], path: string, searchText?: string) =>
  infiniteQueryOptions({
    queryKey: [...key, searchText],
    queryFn: ({ pageParam, signal }) =>
      call<Row[]>(`${path}${query({ searchText, page: pageParam, pageSize: PAGE_SIZE })}`, { signal }),
    initialPageParam: 1,
    getNextPageParam: (last: Row[], all: Row[][]) => (last.length === PAGE_SIZE ? all.length + 1 : undefined),
  });

export const formulasQuery = (search?: string) => pages<Formula>(['formulas', 'list'], FORMULAS, search);

export const formulaQuery = (id: string) =>
  queryOptions({
    queryKey: ['formulas', id],
    queryFn: ({ signal }) => call<Formula>(`${FORMULAS}/${segment(id)}`, { signal }),
  });

export const templatesQuery = queryOptions({
  queryKey: ['formulas', 'templates'],
  queryFn: ({ signal }) => call<Template[]>(`${FORMULAS}/templates`, { signal }),
  staleTime: Infinity,
});

export const readTemplate = (key: string) => call<FormulaDocument>(`${FORMULAS}/templates/${segment(key)}`);

export const createFormula = (document: unknown) => call<Formula>(FORMULAS, { method: 'POST', body: document });

export const replaceFormula = (id: number, document: unknown) =>
  call<Formula>(`${FORMULAS}/${id}`, { method: 'PUT', body: document });

export const changeFormula = (id: number, changes: Record<string, unknown>) =>
  call<Formula>(`${FORMULAS}/${id}`, { method: 'PATCH', body: changes });

export const cloneFormula = (id: number) => call<Formula>(`${FORMULAS}/${id}/clone`, { method: 'POST' });

export const deleteFormula = (id: number) => call<unknown>(`${FORMULAS}/${id}`, { method: 'DELETE' });

/** Where the browser gets the formula as a file. */
export const exportPath = (id: number) => `${FORMULAS}/${id}/export`;

export const formulaInstancesQuery = (formula: string) =>
  pages<FormulaInstance>(['formulas', formula, 'instances'], `${FORMULAS}/${segment(formula)}/instances`);

const instancePath = (id: number | string) => `${FORMULAS}/instances/${segment(String(id))}`;

export const formulaInstanceQuery = (id: string) =>
  queryOptions({
    queryKey: ['formulas', 'instance', id],
    queryFn: ({ signal }) => call<FormulaInstance>(instancePath(id), { signal }),
  });

export const createFormulaInstance = (formula: number, wish: InstanceWish) =>
  call<FormulaInstance>(`${FORMULAS}/${formula}/instances`, { method: 'POST', body: wish });

/** Replaces name, values and those settings; what was set besides has to be sent again. */
export const replaceFormulaInstance = (id: number, wish: InstanceWish) =>
  call<FormulaInstance>(instancePath(id), { method: 'PUT', body: wish });

export const showValuesOfSteps = (id: number, debugLoggingEnabled: boolean) =>
  call<FormulaInstance>(instancePath(id), { method: 'PATCH', body: { debugLoggingEnabled } });

export const setFormulaInstanceActive = (id: number, active: boolean) =>
  call<FormulaInstance>(`${instancePath(id)}/active`, { method: active ? 'PUT' : 'DELETE' });

export const deleteFormulaInstance = (id: number) => call<unknown>(instancePath(id), { method: 'DELETE' });

const MOST_CHOICES = 100;

/** Formulas to choose from. */
export const formulaChoicesQuery = queryOptions({
  queryKey: ['formulas', 'choices'],
  queryFn: async ({ signal }) => {
    const all: Formula[] = [];
    for (let page = 1; ; page += 1) {
      const items = await call<Formula[]>(`${FORMULAS}${query({ page, pageSize: MOST_CHOICES })}`, { signal });
      all.push(...items);
      if (items.length < MOST_CHOICES) return all;
    }
  },
});

/** Connected accounts to choose from, by name. */
export const accountChoicesQuery = queryOptions({
  queryKey: ['instances', 'choices'],
  queryFn: async ({ signal }) => {
    const all: Instance[] = [];
    for (let page = 1; ; page += 1) {
      const path = `/console/instances${query({ page, pageSize: MOST_CHOICES })}`;
      const { items, total } = await call<{ items: Instance[]; total: number }>(path, { signal });
      all.push(...items);
      if (items.length === 0 || all.length >= total) return all;
    }
  },
});
