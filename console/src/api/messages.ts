import { t } from '../strings';
import { ApiError, NoConnection } from './client';

/** One sentence for a person about an error of any kind. */
export function messageOf(error: unknown): string {
  if (error instanceof NoConnection) return t.failure.noConnection;
  if (error instanceof ApiError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
