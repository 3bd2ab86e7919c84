import type { Instance } from '../../api/instances';
import { t } from '../../strings';
import { Countdown } from '../../ui/Time';

/** How long the access token is good for; nothing to count down where the provider has taken it back. */
export function TokenExpiry({ instance, help }: { instance: Instance; help?: string }) {
  if (instance.state === 'needsReauthentication') return <span className="muted">{t.instances.notRenewed}</span>;
  if (!instance.tokenExpires) return <span className="muted">{t.instances.noExpiry}</span>;
  return (
    <>
      <span className="numeric">
        <Countdown until={instance.tokenExpires} />
      </span>{' '}
      {help && <span className="muted">{help}</span>}
    </>
  );
}
