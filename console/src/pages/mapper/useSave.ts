import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { InstanceDetails } from '../../api/instances';
import { keptQuery, objectsQuery, storeDefinition, storeTransformation } from '../../api/mapping';
import type { Draft } from './draft';
import { same } from '../../ui/same';
import type { Editing } from './useDraft';

/** Stores what was changed at the chosen level: first the definition, which the mapping needs. */
export function useSave(instance: InstanceDetails, name: string, { base, kept, level, upper, reset }: Editing) {
  const queryClient = useQueryClient();
  const id = String(instance.id);
  const element = instance.elementKey;
  return useMutation({
    mutationFn: async (draft: Draft) => {
      const there = kept[level];
      // A mapping needs a definition, even if it is a script alone.
      const undefinedYet = !there.definition && !upper.definition;
      if (undefinedYet || !same(draft.definition, base.definition)) {
        await storeDefinition(level, id, name, { fields: draft.definition }, there.definition !== undefined);
      }
      if (!same(draft.transformation, base.transformation)) {
        const exists = there.transformation !== undefined;
        await storeTransformation(level, id, element, name, draft.transformation, exists);
      }
    },
    // Also after a failure: the definition may have been stored before the mapping was refused.
    onSettled: async (_, error) => {
      await queryClient.invalidateQueries({ queryKey: keptQuery(id, element, name).queryKey });
      if (!error) reset();
      await queryClient.invalidateQueries({ queryKey: objectsQuery(id).queryKey });
    },
  });
}
