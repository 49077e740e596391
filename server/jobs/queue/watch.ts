const EVERY_MS = 1000;
const PATIENCE_MS = 1500;

type Part = {
  /** Asks the broker something, and resolves with how many hints wait there. */
  ask(): Promise<number>;
  onFailure(error: unknown): void;
};

/** Asks the broker again and again: one that is frozen keeps its connections and answers nothing. */
export function watchBroker({ ask, onFailure }: Part) {
  const seen = { answers: false, latencyMs: 0, waiting: 0 };
  let isAsking = false;

  async function look(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    const askedAt = performance.now();
    const timer = setTimeout(() => {
      seen.answers = false;
    }, PATIENCE_MS);
    try {
      const waiting = await ask();
      const latencyMs = Math.round((performance.now() - askedAt) * 10) / 10;
      Object.assign(seen, { answers: true, latencyMs, waiting });
    } catch (error) {
      seen.answers = false;
      onFailure(error);
    } finally {
      clearTimeout(timer);
      isAsking = false;
    }
  }

  const timer = setInterval(() => void look(), EVERY_MS).unref();
  return {
    seen,
    look: (): void => void look(),
    stop: (): void => clearInterval(timer),
  };
}
