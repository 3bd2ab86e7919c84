import { useEffect, useState } from 'react';

/**
 * Whether the browser is on its way to a page of somebody else, and what sends it there.
 * Who comes back by the browser's button may find the page as it was left, and must be able to leave again.
 */
export function useLeaving(): [boolean, (address: string) => void] {
  const [leaving, setLeaving] = useState(false);
  useEffect(() => {
    const back = ({ persisted }: PageTransitionEvent) => {
      if (persisted) setLeaving(false);
    };
    window.addEventListener('pageshow', back);
    return () => window.removeEventListener('pageshow', back);
  }, []);
  const leave = (address: string) => {
    setLeaving(true);
    location.assign(address);
  };
  return [leaving, leave];
}
