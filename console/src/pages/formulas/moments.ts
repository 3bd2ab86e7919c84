/** Moments between addresses, which say their zone, and the browser's fields for them, which are in the reader's. */

const two = (number: number) => String(number).padStart(2, '0');

/** As a field of the type datetime-local has it; empty for what is no moment. */
export function localOf(instant: string | undefined): string {
  const at = new Date(instant ?? '');
  if (Number.isNaN(at.getTime())) return '';
  const year = String(at.getFullYear()).padStart(4, '0');
  return `${year}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** With its zone, in whole seconds; empty for an empty field. */
export function instantOf(local: string): string {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString().replace('.000Z', 'Z');
}
