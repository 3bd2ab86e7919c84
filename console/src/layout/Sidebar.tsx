import { Link } from '@tanstack/react-router';
import { Activity, Boxes, BookOpen, CalendarClock, KeyRound, LayoutGrid, Search, Workflow } from 'lucide-react';
import { t } from '../strings';
import { Button } from '../ui/Button';
import { UserMenu } from './UserMenu';

const PAGES = [
  { to: '/', name: t.nav.catalog, icon: LayoutGrid },
  { to: '/instances', name: t.nav.instances, icon: Boxes },
  { to: '/formulas', name: t.nav.formulas, icon: Workflow },
  { to: '/jobs', name: t.nav.jobs, icon: CalendarClock },
  { to: '/activity', name: t.nav.activity, icon: Activity },
  { to: '/docs', name: t.nav.docs, icon: BookOpen },
  { to: '/secrets', name: t.nav.secrets, icon: KeyRound },
] as const;

const MODIFIER = /Mac|iP(hone|ad)/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

export function Brand() {
  return (
    <Link to="/" className="brand">
      <img src="/favicon.svg" alt="" width={24} height={24} />
      Valence
    </Link>
  );
}

/** The way to everywhere: a column on large screens, a drawer on small ones. */
export function Sidebar({ openPalette, onNavigate }: { openPalette: () => void; onNavigate?: () => void }) {
  return (
    <header className="sidebar">
      <Brand />
      <Button className="palette-button" onClick={openPalette} aria-keyshortcuts="Control+K Meta+K">
        <Search size={15} aria-hidden="true" />
        {t.nav.search}
        <kbd className="kbd">{MODIFIER} K</kbd>
      </Button>
      <nav className="nav" aria-label={t.nav.main}>
        {PAGES.map(({ to, name, icon: Icon }) => (
          <Link key={to} to={to} onClick={onNavigate} activeOptions={{ exact: to === '/', includeSearch: false }}>
            <Icon size={17} aria-hidden="true" />
            {name}
          </Link>
        ))}
      </nav>
      <div className="sidebar-foot">
        <UserMenu />
      </div>
    </header>
  );
}
