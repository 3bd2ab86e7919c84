import { useQuery } from '@tanstack/react-query';
import { catalogQuery } from '../../api/catalog';
import { usesQuery } from '../../api/mapping';

/** Where objects are mapped, over all elements that somebody has connected. */
export function useUses() {
  const catalog = useQuery(catalogQuery);
  const connected = (catalog.data ?? []).filter(({ instances }) => instances > 0);
  return useQuery({ ...usesQuery(connected), enabled: catalog.isSuccess });
}
