import { ApiError } from '../../api/client';
import { deleteDefinition, deleteTransformation, type Level } from '../../api/mapping';

/**
 * Deletes an object's mappings at a level for these elements, and then the fields of that level.
 *
 * @returns whether the fields stay, because a mapping of another element or of a nearer level uses them
 */
export async function forget(
  level: Level,
  id: string,
  name: string,
  elements: readonly string[],
  defined: boolean,
): Promise<boolean> {
  // A definition that a mapping uses cannot be deleted.
  for (const element of elements) await deleteTransformation(level, id, element, name);
  if (!defined) return false;
  try {
    await deleteDefinition(level, id, name);
    return false;
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) return true;
    throw error;
  }
}
