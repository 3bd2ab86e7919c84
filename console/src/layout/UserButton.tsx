import { ChevronsUpDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import type { Session } from '../api/session';
import { t } from '../strings';
import { Button } from '../ui/Button';

const nameOf = ({ user }: Session) => [user.firstName, user.lastName].filter(Boolean).join(' ') || user.email;

/** Who is logged in; opens the menu. */
export function UserButton({ session, ...rest }: { session: Session } & ComponentProps<typeof Button>) {
  const name = nameOf(session);
  return (
    <Button {...rest} look="quiet" className="user-button">
      <span className="avatar" aria-hidden="true">
        {name.slice(0, 1).toUpperCase()}
      </span>
      <span>
        <span className="ellipsis">{name}</span>
        <span className="ellipsis small muted">{session.organization.name}</span>
      </span>
      <span className="visually-hidden">{t.nav.account}</span>
      <ChevronsUpDown size={15} aria-hidden="true" />
    </Button>
  );
}
