/** Gives each field's row a key that it keeps when the field is renamed, so that the row keeps its state and the focus. */
export class RowKeys {
  private readonly keys = new Map<string, number>();
  private next = 0;

  of(path: string): number {
    const known = this.keys.get(path);
    if (known !== undefined) return known;
    this.next += 1;
    this.keys.set(path, this.next);
    return this.next;
  }

  rename(from: string, to: string): void {
    const key = this.of(from);
    this.keys.delete(from);
    this.keys.set(to, key);
  }

  remove(path: string): void {
    this.keys.delete(path);
  }
}
