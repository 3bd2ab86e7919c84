// What several pages say.
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  delete: 'Delete',
  loading: 'Loading …',
  none: 'none',
  never: 'never',
  optional: '(optional)',
  tryAgain: 'Try again',
  clearFilters: 'Clear filters',
  saved: 'Saved',
};

export const time = {
  justNow: 'just now',
  expired: 'expired',
  days: (days: number, hours: number) => `${days} d ${hours} h`,
  hours: (hours: number, minutes: number) => `${hours} h ${minutes} min`,
  minutes: (minutes: number, seconds: string) => `${minutes} min ${seconds} s`,
};

export const copy = {
  button: (name: string) => `Copy: ${name}`,
  done: 'Copied',
  announced: (name: string) => `${name} copied`,
};

export const toasts = { label: 'Notification' };

export const confirm = { typeName: (name: string) => `Type “${name}” to confirm` };

export const password = {
  label: 'Your password',
  missing: 'Enter your password.',
  show: 'Show',
};

export const failure = {
  title: 'This did not work',
  noConnection: 'The server cannot be reached. Check that Valence is running, then try again.',
  requestId: (id: string) => `Request id ${id}`,
  crashTitle: 'Something broke on this page',
  crashText: 'Reload the page. If it breaks again, please report what you did and the words below.',
  reload: 'Reload',
};

export const notFound = {
  title: 'There is no such page',
  text: 'The address may be mistyped, or what it showed was deleted.',
  home: 'Go to the catalog',
};

export const missing = {
  title: 'Not there any more',
  text: 'It may have been deleted, or it belongs to somebody else.',
  open: (list: string) => `Go to: ${list}`,
};

export const states = {
  working: 'Working',
  refreshing: 'Refreshing',
  needsReauthentication: 'Needs re-authentication',
  disabled: 'Disabled',
};

export const authentication = { oauth2: 'OAuth 2', oauth1: 'OAuth 1', apiKey: 'API key', basic: 'Password' } as Record<
  string,
  string
>;
