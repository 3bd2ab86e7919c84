import { useSyncExternalStore } from 'react';

/** What the user chose; theme.js applies it before the first paint. */
export type Theme = 'light' | 'dark' | 'system';

const KEY = 'valence-theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function chosen(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

/** Keeps the choice; where storage is forbidden it lasts as long as the page. */
export function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Nothing to do: the page shows the theme all the same.
  }
  listeners.forEach((listener) => listener());
}

export function isDark(): boolean {
  const theme = chosen();
  return theme === 'dark' || (theme === 'system' && dark.matches);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  dark.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    dark.removeEventListener('change', listener);
  };
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, chosen);
export const useDark = (): boolean => useSyncExternalStore(subscribe, isDark);
