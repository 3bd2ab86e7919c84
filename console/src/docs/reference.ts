import { PLATFORM } from '../api/client';

/** The API that a page of the documentation shows. */
export interface Reference {
  kind: 'platform' | 'hub' | 'element' | 'instance' | 'formula';
  /** Hub, element key, instance id, or id of a formula's instance; the platform has none. */
  id: string;
}

const KINDS: Record<string, Reference['kind']> = {
  hubs: 'hub',
  elements: 'element',
  instances: 'instance',
  formulas: 'formula',
};

export const PLATFORM_REFERENCE: Reference = { kind: 'platform', id: '' };

/** Reads the parts of the address behind /docs/, such as `instances` and `12`. */
export function referenceOf(collection: string, id: string): Reference | undefined {
  const kind = KINDS[collection];
  return kind && { kind, id };
}

/** Where its OpenAPI document is. */
export function documentPath({ kind, id }: Reference): string {
  const name = encodeURIComponent(id);
  switch (kind) {
    case 'platform':
      return `${PLATFORM}/docs/platform?format=openapi`;
    case 'hub':
      return `${PLATFORM}/docs/${name}?format=openapi`;
    case 'element':
      return `${PLATFORM}/elements/${name}/docs?format=openapi`;
    case 'instance':
      return `${PLATFORM}/instances/${name}/docs?format=openapi`;
    case 'formula':
      return `${PLATFORM}/formulas/instances/${name}/docs?format=openapi`;
  }
}
