import { useQuery } from '@tanstack/react-query';
import { elementQuery } from '../../api/catalog';
import { t } from '../../strings';
import { Select } from '../../ui/Select';

export interface Filters {
  state?: string;
  type?: string;
  object?: string;
}

/** Valence's own events are about the instance. */
const OWN = 'instance';

interface Props {
  elementKey: string;
  filters: Filters;
  change: (changes: Filters) => void;
}

/** Narrows the list by delivery, by what happened, and by the kind of object that it happened to. */
export function EventFilters({ elementKey, filters, change }: Props) {
  const element = useQuery({ ...elementQuery(elementKey), staleTime: 60_000 });
  const { state = '', type = '', object = '' } = filters;
  // The types of an element read "messages CREATED". What the address names is offered even if the element does not know it.
  const reported = element.data?.events.types.map((name) => name.split(' ')[0] ?? name) ?? [];
  const objects = [...new Set([...reported, OWN, object])].filter((name) => name !== '').sort();
  return (
    <div className="toolbar">
      <Select
        label={t.events.delivery}
        value={state}
        onChange={(value) => change({ state: value })}
        options={t.events.stateFilter as [string, string][]}
      />
      <Select
        label={t.events.what}
        value={type}
        onChange={(value) => change({ type: value })}
        options={t.events.typeFilter as [string, string][]}
      />
      <Select
        label={t.events.objectType}
        value={object}
        onChange={(value) => change({ object: value })}
        options={[['', t.events.allObjects], ...objects.map((name) => [name, name] as const)]}
      />
    </div>
  );
}
