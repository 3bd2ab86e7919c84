import type { Connection } from '../../api/connections';
import { t } from '../../strings';

/** What the provider of an attempt is called. */
export const elementNameOf = (connection: Connection) =>
  connection.elementName ?? connection.elementKey ?? t.connection.provider;
