import { Outlet } from '@tanstack/react-router';
import { Menu, Search } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { t } from '../strings';
import { Button } from '../ui/Button';
import { Brand, Sidebar } from './Sidebar';
import { usePalette } from './usePalette';

// Nobody needs these in order to see a page.
const Palette = lazy(() => import('./Palette').then((module) => ({ default: module.Palette })));
const Drawer = lazy(() => import('./Drawer').then((module) => ({ default: module.Drawer })));

/** Navigation, palette and menus around the pages of somebody who is logged in. */
export function Shell() {
  const [palette, setPalette] = usePalette();
  const [drawer, setDrawer] = useState(false);
  const openPalette = () => {
    setDrawer(false);
    setPalette(true);
  };

  return (
    <div className="shell">
      <header className="topbar">
        <Brand />
        <Button look="quiet" icon aria-label={t.nav.openSearch} onClick={openPalette}>
          <Search size={18} aria-hidden="true" />
        </Button>
        <Button look="quiet" icon aria-label={t.nav.menu} onClick={() => setDrawer(true)}>
          <Menu size={18} aria-hidden="true" />
        </Button>
      </header>
      <Sidebar openPalette={openPalette} />
      <Outlet />
      {drawer && (
        <Suspense>
          <Drawer openPalette={openPalette} onClose={() => setDrawer(false)} />
        </Suspense>
      )}
      {palette && (
        <Suspense>
          <Palette onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </div>
  );
}
