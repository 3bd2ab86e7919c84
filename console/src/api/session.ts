import { queryOptions } from '@tanstack/react-query';
import { keepCsrfToken, send } from './client';

export interface Session {
  user: { id: number; email: string; firstName?: string; lastName?: string; administrator: boolean };
  organization: { id: number; name: string };
  csrfToken: string;
  expiresAt: string;
  publicUrl: string;
  version: string;
}

async function read(): Promise<Session | null> {
  const reply = await send<Session | { user: null }>('/console/session');
  if (reply.user === null) return null;
  const session = reply as Session;
  keepCsrfToken(session.csrfToken);
  return session;
}

/** Where the server says that it is reached; the log-in has to happen there, for cookies belong to a host. */
export const publicUrlQuery = queryOptions({
  queryKey: ['publicUrl'],
  queryFn: async () => (await send<{ publicUrl: string }>('/console/session')).publicUrl,
  staleTime: Infinity,
});

/** Who is logged in; null for nobody. */
export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: read, staleTime: Infinity });

/** Whether somebody is logged in at this moment. */
export const hasSession = async () => (await send<{ user: unknown }>('/console/session')).user !== null;

/** Whether the session ended by itself, and was not ended by its user. */
export const sessionEndedKey = ['session', 'ended'];

export async function logIn(email: string, password: string): Promise<Session> {
  const session = await send<Session>('/console/session', { method: 'POST', body: { email, password } });
  keepCsrfToken(session.csrfToken);
  return session;
}

export async function logOut(csrfToken: string): Promise<void> {
  await send<void>('/console/session', { method: 'DELETE', headers: { 'X-CSRF-Token': csrfToken } });
  keepCsrfToken('');
}
