import { send } from './client';

/** The hosted connect page speaks with a short-lived token instead of a log-in. */
export interface ConnectSession {
  elements: { key: string; name: string; description: string; logo: string }[];
  origin?: string;
  expiresAt: string;
  /** An account was connected with it already. */
  used: boolean;
}

const authorization = (token: string) => ({ Authorization: `Connect ${token}` });

export const readConnectSession = (token: string) =>
  send<ConnectSession>('/connect/api/session', { headers: authorization(token) });

export const startConnect = (token: string, elementKey: string, name: string) =>
  send<{ authorizationUrl: string }>('/connect/api/start', {
    method: 'POST',
    headers: authorization(token),
    body: { elementKey, name },
  });
