/** Puts a text on the clipboard, also on a page that came by plain http, where browsers have no clipboard to write to. */
export async function copyText(text: string): Promise<void> {
  // Missing in an insecure context, whatever its type says.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard) return clipboard.writeText(text);
  const before = document.activeElement as HTMLElement | null;
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'visually-hidden';
  // An open dialog takes the focus away from everything outside of it.
  (before?.closest('[role=dialog]') ?? document.body).append(area);
  area.select();
  // The only way there is without a secure context.
  const copied = document.execCommand('copy');
  area.remove();
  before?.focus();
  if (!copied) throw new Error('The browser did not copy the text.');
}
