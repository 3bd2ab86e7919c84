import { useEffect, useState } from 'react';

interface State {
  connectToken?: string;
}

/**
 * The token of the address' fragment, which no server ever sees. It is taken off the address at once, and kept with this entry
 * of the tab's history: whoever reloads the page or comes back from the provider's goes on.
 */
export function takeToken(): string {
  const state = history.state as State | null;
  const token = location.hash.slice(1);
  if (token === '') return state?.connectToken ?? '';
  history.replaceState({ ...state, connectToken: token }, '', location.pathname);
  return token;
}

/** The token, also when another link is pasted into the same tab, which loads nothing anew. */
export function useConnectToken(): string {
  const [token, setToken] = useState(takeToken);
  useEffect(() => {
    const take = () => setToken(takeToken());
    for (const event of ['hashchange', 'popstate']) window.addEventListener(event, take);
    return () => {
      for (const event of ['hashchange', 'popstate']) window.removeEventListener(event, take);
    };
  }, []);
  return token;
}
