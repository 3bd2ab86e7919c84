import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { messageOf } from '../api/messages';
import { forgetDrafts } from '../pages/connect/draft';
import { forgetSampleEvents } from '../pages/formulas/editor/samples';
import { logOut, type Session, sessionQuery } from '../api/session';
import { useToast } from '../ui/toasts';

/** Ends the session and forgets everything that was loaded with it. */
export function useLogOut(): () => Promise<void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  const navigate = useNavigate();
  const tell = useToast();
  return async () => {
    const session = queryClient.getQueryData<Session | null>(sessionQuery.queryKey);
    try {
      await logOut(session?.csrfToken ?? '');
    } catch (error) {
      tell(messageOf(error), true);
      return;
    }
    forgetDrafts();
    forgetSampleEvents();
    await navigate({ to: '/login' });
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, null);
    await router.invalidate();
  };
}
