import type { InstanceDetails } from '../../api/instances';

/** What an instance's configuration says of its events. */
export function eventSettings({ configuration }: InstanceDetails): { enabled: boolean; callback: string } {
  const value = (key: string) => configuration.find((entry) => entry.key === key)?.value ?? '';
  return {
    enabled: value('event.notification.enabled').toLowerCase() === 'true',
    callback: value('event.notification.callback.url'),
  };
}
