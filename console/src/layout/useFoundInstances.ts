import { useQuery } from '@tanstack/react-query';
import { type Instance, instancesQuery } from '../api/instances';

/** Instances to jump to: the first ones, whose entries more than their names may find, and what the server finds. */
export function useFoundInstances(search: string): Instance[] {
  const first = useQuery(instancesQuery({}));
  const found = useQuery(instancesQuery({ search: search || undefined }));
  const both = [...(first.data?.items ?? []), ...(found.data?.items ?? [])];
  return [...new Map(both.map((instance) => [instance.id, instance])).values()];
}
