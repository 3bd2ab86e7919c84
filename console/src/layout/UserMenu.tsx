import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { sessionQuery } from '../api/session';
import { UserButton } from './UserButton';

const load = () => import('./AccountMenu');
const AccountMenu = lazy(() => load().then((module) => ({ default: module.AccountMenu })));

/** The button of whoever is logged in; the menu behind it is loaded when somebody is about to open it. */
export function UserMenu() {
  const { data: session } = useQuery(sessionQuery);
  const [wanted, setWanted] = useState(false);
  if (!session) return null;
  const closed = { session, 'aria-haspopup': 'menu', 'aria-expanded': false } as const;
  if (!wanted) {
    return (
      <UserButton
        {...closed}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setWanted(true)}
      />
    );
  }
  return (
    <Suspense fallback={<UserButton {...closed} />}>
      <AccountMenu session={session} />
    </Suspense>
  );
}
