import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { elementQuery } from '../../api/catalog';
import type { InstanceDetails } from '../../api/instances';
import { describedQuery, sampleQuery, vendorObjectsQuery } from '../../api/mapping';
import { flat, pathsOf, withDescribed } from './paths';
import { objectOf, vendorObjects } from './vendorObjects';

/** The provider's objects, and of the chosen one a live sample and the places in it. */
export function useVendor(instance: InstanceDetails, vendorName: string) {
  const id = String(instance.id);
  const names = useQuery(vendorObjectsQuery(id));
  const element = useQuery({ ...elementQuery(instance.elementKey), staleTime: Infinity });
  const objects = useMemo(
    () => (names.data && element.data ? vendorObjects(names.data, element.data.resources) : []),
    [names.data, element.data],
  );
  // Several objects may have one name in mappings; which of them was chosen counts on this page only.
  const [chosen, choose] = useState('');
  const object =
    objects.find((each) => each.name === chosen && each.vendorName === vendorName) ??
    (objects.length > 0 ? objectOf(vendorName, objects) : undefined);
  const [search, setSearch] = useState({ object: '', where: '' });
  const where = search.object === object?.name ? search.where : '';
  const sample = useQuery(sampleQuery(id, instance.hub, object?.list, where));
  const described = useQuery(describedQuery(id, object?.name ?? ''));
  const tree = useMemo(
    () => (object ? withDescribed(sample.data ? pathsOf(sample.data) : [], described.data ?? []) : []),
    [object, sample.data, described.data],
  );
  const find = (condition: string) => setSearch({ object: object?.name ?? '', where: condition });
  const places = useMemo(() => new Map(flat(tree).map((place) => [place.path, place])), [tree]);
  return { objects, error: names.error ?? element.error, object, choose, sample, where, find, tree, places };
}

export type Vendor = ReturnType<typeof useVendor>;
