import { Check, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Session } from '../api/session';
import { t } from '../strings';
import { setTheme, type Theme, useTheme } from './theme';
import { useLogOut } from './useLogOut';
import { UserButton } from './UserButton';

const THEMES: [Theme, string, typeof Sun][] = [
  ['light', t.nav.light, Sun],
  ['dark', t.nav.dark, Moon],
  ['system', t.nav.system, Monitor],
];

/** Theme and log-out; open from the start, for it was asked for. */
export function AccountMenu({ session }: { session: Session }) {
  const theme = useTheme();
  const leave = useLogOut();
  return (
    // Not modal: that would lock scrolling by a style element, which the content security policy forbids.
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild>
        <UserButton session={session} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={6} collisionPadding={12}>
          <DropdownMenu.Label className="menu-label">{t.nav.theme}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={theme} onValueChange={(value) => setTheme(value as Theme)}>
            {THEMES.map(([value, text, Icon]) => (
              <DropdownMenu.RadioItem key={value} value={value} className="menu-item">
                <Icon size={15} aria-hidden="true" />
                {text}
                <DropdownMenu.ItemIndicator>
                  <Check size={14} aria-hidden="true" />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.Item className="menu-item" onSelect={() => void leave()}>
            <LogOut size={15} aria-hidden="true" />
            {t.nav.logOut}
          </DropdownMenu.Item>
          <DropdownMenu.Label className="menu-label">{t.nav.version(session.version)}</DropdownMenu.Label>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
