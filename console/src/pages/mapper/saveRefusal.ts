import { ApiError } from '../../api/client';
import type { Level } from '../../api/mapping';
import { messageOf } from '../../api/messages';
import { t } from '../../strings';

/** Why nothing was saved, in words for people: that somebody else was faster is no fault of what they typed. */
export function saveRefusal(error: Error, level: Level): string {
  if (error instanceof ApiError && error.status === 409) return t.mapper.savedMeanwhile(t.mapper.levelWords[level]);
  if (error instanceof ApiError && error.status === 404) return t.mapper.deletedMeanwhile(t.mapper.levelWords[level]);
  return messageOf(error);
}
