import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { InstanceDetails } from '../../api/instances';
import { keptQuery, type Level, LEVELS } from '../../api/mapping';
import { sessionQuery } from '../../api/session';
import { ownOfEach } from '../mapper/levels';

/** What each level keeps of an object, and at which of them this person may change it; the nearest is chosen first. */
export function useObjectLevels(instance: InstanceDetails, name: string) {
  const { data: session } = useQuery(sessionQuery);
  const administrator = session?.user.administrator ?? false;
  const read = useQuery(keptQuery(String(instance.id), instance.elementKey, name));
  const kept = useMemo(() => read.data && ownOfEach(read.data), [read.data]);
  const there = LEVELS.filter((level) => kept?.[level].definition ?? kept?.[level].transformation);
  const open = there.filter((level) => level !== 'organization' || administrator);
  const [chosen, choose] = useState<Level>();
  const level = chosen && open.includes(chosen) ? chosen : open.at(-1);
  return { read, kept, there, open, level, choose };
}
