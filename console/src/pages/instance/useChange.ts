import { useMutation, useQueryClient } from '@tanstack/react-query';
import { messageOf } from '../../api/messages';
import { useToast } from '../../ui/toasts';

/** Something done to an instance, after which everything shown of instances is read anew. */
export function useChange<Input>(action: (input: Input) => Promise<unknown>, done?: (input: Input) => string) {
  const queryClient = useQueryClient();
  const tell = useToast();
  return useMutation({
    mutationFn: action,
    onSuccess: async (_, input) => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['instances'] }),
        queryClient.invalidateQueries({ queryKey: ['catalog'] }),
      ]);
      if (done) tell(done(input));
    },
    onError: (error) => tell(messageOf(error), true),
  });
}
