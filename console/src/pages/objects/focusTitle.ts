/** After the row with the focus is gone: the page's title has it, as when a page opens. */
export const focusTitle = () => document.querySelector<HTMLElement>('main h1')?.focus();
