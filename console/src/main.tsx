import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/surfaces.css';
import './styles/tables.css';
import './styles/overlays.css';
import './styles/layout.css';
import './styles/pages.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError, onSessionEnd } from './api/client';
import { sessionEndedKey, sessionQuery } from './api/session';
import { makeRouter } from './routes';
import { ToastProvider } from './ui/toasts';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal is not mended by asking again; a lost connection may be.
      retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status < 500),
    },
  },
});

const router = makeRouter(queryClient);

onSessionEnd(() => {
  queryClient.setQueryData(sessionQuery.queryKey, null);
  queryClient.setQueryData(sessionEndedKey, true);
  void router.invalidate();
});

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ToastProvider>
        <RouterProvider router={router} />
      </ToastProvider>
    </QueryClientProvider>
  </StrictMode>,
);
