import { useMutation, useQueryClient } from '@tanstack/react-query';
import { messageOf } from '../../api/messages';
import { useToast } from '../../ui/toasts';

/** Something done to an instance's events, after which what is shown of them is read anew. */
export function useEventChange<Input, Output>(
  id: string,
  action: (input: Input) => Promise<Output>,
  done: (output: Output) => string,
) {
  const queryClient = useQueryClient();
  const tell = useToast();
  return useMutation({
    mutationFn: action,
    onSuccess: async (output) => {
      await queryClient.invalidateQueries({ queryKey: ['events', id] });
      tell(done(output));
    },
    onError: (error) => tell(messageOf(error), true),
  });
}
