// The log-in.
export const login = {
  title: 'Log in',
  lead: 'Connect accounts, make requests and watch what happens.',
  email: 'E-mail',
  password: 'Password',
  action: 'Log in',
  emailMissing: 'Enter your e-mail address.',
  passwordMissing: 'Enter your password.',
  wrong: 'E-mail and password do not belong together. Check both, then try again.',
  elsewhere: (url: string) => `Open ${url}`,
  elsewhereText: (url: string) =>
    `This server calls itself ${url}. Log in there, because providers send you back to that address.`,
  tooMany: (seconds: number) => `Too many attempts. Wait ${seconds} seconds, then try again.`,
  ended: 'Your session has ended. Log in again; you get back to where you were.',
  firstTitle: 'Here for the first time?',
  first:
    'When Valence starts for the first time, it prints an e-mail address and a password in the terminal. The password is also kept in the file first-user.txt of the data folder.',
};
