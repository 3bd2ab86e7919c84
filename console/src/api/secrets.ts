import { call, PLATFORM } from './client';

export interface Secrets {
  userSecret: string;
  organizationSecret: string;
}

export const readSecrets = (password: string) =>
  call<Secrets>('/console/secrets', { method: 'POST', body: { password } });

export type Owner = 'user' | 'organization';

export const regenerateSecret = (owner: Owner) =>
  call<unknown>(`${PLATFORM}/${owner === 'user' ? 'users' : 'organizations'}/me/secret`, { method: 'PUT' });
