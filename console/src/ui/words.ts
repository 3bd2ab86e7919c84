/** The first letter large: hubs are keys, and shown as names. */
export const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** What was typed as tags, separated by commas. */
export const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];

/** Without the members that are empty, so that an address stays short. */
export const filled = <T extends object>(search: T): T =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value)) as T;
