/** Work that holds any of the same names runs one after the other; the rest side by side. */
export class NamedLocks {
  private readonly last = new Map<string, Promise<unknown>>();

  async hold<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const own = new Set(names);
    const before = [...own].map((name) => this.last.get(name));
    const { promise, resolve } = Promise.withResolvers<void>();
    // All at once, without a turn of the loop between: two that want the same names cannot wait for each other.
    for (const name of own) this.last.set(name, promise);
    try {
      await Promise.all(before);
      return await work();
    } finally {
      resolve();
      for (const name of own) if (this.last.get(name) === promise) this.last.delete(name);
    }
  }
}
