/** Long-polls that wait for the next change on one of their topics. */
export class LongPolls {
  private readonly byTopic = new Map<string, Set<() => void>>();

  /** Resolves when one of `topics` is woken, after `ms`, or when `signal` aborts (the client left). */
  wait(topics: readonly string[], ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        for (const topic of topics) this.forget(topic, done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
      for (const topic of topics) {
        const waiters = this.byTopic.get(topic);
        if (waiters) waiters.add(done);
        else this.byTopic.set(topic, new Set([done]));
      }
    });
  }

  wake(topic: string): void {
    if (this.byTopic.size === 0) return;
    const waiters = this.byTopic.get(topic);
    if (waiters) for (const done of [...waiters]) done();
  }

  hears(topic: string): boolean {
    return this.byTopic.size > 0 && this.byTopic.has(topic);
  }

  wakeAll(): void {
    for (const topic of [...this.byTopic.keys()]) this.wake(topic);
  }

  private forget(topic: string, done: () => void): void {
    const waiters = this.byTopic.get(topic);
    waiters?.delete(done);
    if (waiters?.size === 0) this.byTopic.delete(topic);
  }
}
