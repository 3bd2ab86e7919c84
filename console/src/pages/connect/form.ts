import { z } from '../../ui/schema';
import type { ConfigurationEntry, ElementDetails, Scope } from '../../api/catalog';
import type { Connection, ConnectionRequest } from '../../api/connections';
import { t } from '../../strings';
import { requiredName, tagLine } from '../../ui/nameChecks';
import { tagsOf } from '../../ui/words';

/** What the connect form holds, in the shape of its controls. */
export interface ConnectValues {
  name: string;
  apiKey: string;
  apiSecret: string;
  keep: boolean;
  tags: string;
  scopes: string[];
  configuration: { key: string; value: string }[];
}

const ENABLED = 'event.notification.enabled';
const CALLBACK = 'event.notification.callback.url';

/** The entries that a person may set here: neither the provider's own matters nor the application's keys. */
export const shownEntries = (element: ElementDetails): ConfigurationEntry[] =>
  element.configuration.filter(({ key, hidden }) => !hidden && !key.startsWith('oauth.'));

/** Whether only an administrator of the provider's side can allow it; the server says so at the end of its description. */
export const forAdministrators = ({ description }: Scope) => description.endsWith('(administrators only)');

/** The names of the scopes that everybody may allow, or of those that only an administrator may. */
export const scopesFor = (element: ElementDetails, who: 'everybody' | 'administrators'): string[] =>
  element.scopes.filter((scope) => forAdministrators(scope) === (who === 'administrators')).map(({ name }) => name);

/** The longest text that an entry may hold; types say it in their name, such as TEXTFIELD_128. */
export function maxLength({ type }: ConfigurationEntry): number | undefined {
  const length = /_(\d+)$/.exec(type)?.[1];
  return length === undefined ? undefined : Number(length);
}

export function isHttpUrl(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** What is wrong with the value of an entry, if anything. */
export function faultOf(entry: ConfigurationEntry, value: string): string | undefined {
  if (value === '') return entry.required ? t.connect.required : undefined;
  const longest = maxLength(entry);
  if (longest !== undefined && value.length > longest) return t.connect.tooLong(longest);
  if (entry.key.endsWith('.url') && !isHttpUrl(value)) return t.connect.notUrl;
  return undefined;
}

/**
 * The checks of the form.
 *
 * @param needsKeys whether client id and secret have to be entered
 */
export function checksOf(element: ElementDetails, needsKeys: boolean) {
  const required = (message: string) => z.string().check(z.trim(), z.minLength(needsKeys ? 1 : 0, message));
  const entries = shownEntries(element);
  return z.object({
    name: requiredName,
    apiKey: required(t.application.clientIdMissing),
    apiSecret: required(t.application.clientSecretMissing),
    keep: z.boolean(),
    tags: tagLine,
    scopes: z.array(z.string()).check(z.minLength(element.scopes.length > 0 ? 1 : 0, t.connect.scopesMissing)),
    configuration: z.array(z.object({ key: z.string(), value: z.string() })).check((context) => {
      const enabled = context.value.some(({ key, value }) => key === ENABLED && value === 'true');
      context.value.forEach(({ key, value }, index) => {
        const entry = entries.find((candidate) => candidate.key === key);
        const unheard = enabled && key === CALLBACK && value.trim() === '' ? t.connect.noCallback : undefined;
        const fault = (entry && faultOf(entry, value.trim())) ?? unheard;
        if (fault) {
          context.issues.push({ code: 'custom', message: fault, path: [index, 'value'], input: value });
        }
      });
    }),
  });
}

/** What the form begins with; an earlier attempt's values stay. */
export function startValues(element: ElementDetails, earlier: Connection | undefined): ConnectValues {
  const scope = earlier?.scope ?? element.application?.scope;
  return {
    name: earlier?.name ?? '',
    apiKey: earlier?.apiKey ?? refusedKey(element, earlier) ?? '',
    apiSecret: '',
    keep: earlier?.keep ?? true,
    tags: earlier?.tags?.join(', ') ?? '',
    scopes: startScopes(element, earlier, scope),
    configuration: shownEntries(element).map((entry) => ({
      key: entry.key,
      value: earlier?.configuration?.[entry.key] ?? entry.default ?? '',
    })),
  };
}

/** The stored client id that the provider has refused: it is shown beside the secret that is asked for anew. */
const refusedKey = (element: ElementDetails, earlier: Connection | undefined) =>
  earlier?.problem?.kind === 'wrongSecret' ? element.application?.apiKey : undefined;

/**
 * Without the administrator scopes: who is no administrator could not allow them, and the provider would refuse all.
 * After such a refusal they are left out even if they were asked for.
 */
function startScopes(element: ElementDetails, earlier: Connection | undefined, scope: string | undefined): string[] {
  const ordinary = scopesFor(element, 'everybody');
  if (!scope) return ordinary;
  const asked = scope.split(/\s+/);
  if (earlier?.problem?.kind !== 'invalidScope') return asked;
  const fewer = asked.filter((name) => ordinary.includes(name));
  return fewer.length > 0 ? fewer : asked;
}

/** What is sent: only what was filled in or differs from the element's defaults. */
export function requestOf(element: ElementDetails, values: ConnectValues): ConnectionRequest {
  const defaults = new Map(element.configuration.map((entry) => [entry.key, entry.default ?? '']));
  const configuration = Object.fromEntries(
    values.configuration
      .map(({ key, value }) => [key, value.trim()] as const)
      .filter(([key, value]) => value !== defaults.get(key)),
  );
  return {
    name: values.name.trim(),
    tags: tagsOf(values.tags),
    configuration,
    ...(values.apiKey.trim() ? { apiKey: values.apiKey.trim() } : {}),
    ...(values.apiSecret.trim() ? { apiSecret: values.apiSecret.trim() } : {}),
    ...(element.scopes.length > 0 ? { scope: values.scopes.join(' ') } : {}),
  };
}
