import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { t } from '../strings';

/** Around every page: the skip link, and the focus on a new page's heading. */
export function Root() {
  const { pathname } = useLocation();
  const first = useRef(true);

  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    // The new page may still be loading; its heading is looked for until it is there.
    let attempts = 0;
    const timer = setInterval(() => {
      attempts += 1;
      const heading = document.querySelector<HTMLElement>('h1[tabindex]');
      const taken = document.activeElement instanceof HTMLInputElement;
      if (heading || taken || attempts > 40) clearInterval(timer);
      if (heading && !taken) heading.focus({ preventScroll: true });
    }, 50);
    return () => clearInterval(timer);
  }, [pathname]);

  return (
    <>
      <a className="skip-link" href="#main">
        {t.nav.skip}
      </a>
      <Outlet />
    </>
  );
}
