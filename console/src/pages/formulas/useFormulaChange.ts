import { useMutation, useQueryClient } from '@tanstack/react-query';
import { messageOf } from '../../api/messages';
import { useToast } from '../../ui/toasts';

/** Something done to formulas or their instances, after which everything shown of them is read anew. */
export function useFormulaChange<Input, Result>(
  action: (input: Input) => Promise<Result>,
  done?: (result: Result, input: Input) => string,
) {
  const queryClient = useQueryClient();
  const tell = useToast();
  return useMutation({
    mutationFn: action,
    onSuccess: async (result, input) => {
      await queryClient.invalidateQueries({ queryKey: ['formulas'] });
      if (done) tell(done(result, input));
    },
    onError: (error) => tell(messageOf(error), true),
  });
}
