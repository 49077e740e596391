/** The server that a request came in at; a renewed certificate opens another one (`listener.ts`). */
type Line = {
  timeout(request: Request, seconds: number): void;
  requestIP(request: Request): unknown;
};
type Download = { line: Line; request: Request; stop?: AbortController };

/** The longest that Bun allows. A slow line drains what the system holds for it before it takes more. */
const PATIENCE_S = 240;
/** Bun sets its own timeout when a reply begins, so ours is set after that, and long before that one is over. */
const BEGUN_MS = 2_000;
/** Downloads that have ended are forgotten when this many are held, or twice as many as the last look left. */
const LOOK_AT = 256;

/**
 * Files that are being sent, by session. Bun sends a file by itself, with its length and ranges, and has no call that cuts
 * one off; but a request whose time to idle is a second is cut at Bun's next look at the clock, within 4 s, also while it
 * is read. Over TLS each part that is sent winds that clock up again (docs/decisions/0021).
 */
export class Downloads {
  private readonly bySession = new Map<string, Set<Download>>();
  private held = 0;
  private lookAt = LOOK_AT;

  /** How many are held, those that have ended and are not forgotten yet among them. */
  get size(): number {
    return this.held;
  }

  /** `stop`: ends at once what is passed on from another service. */
  add(sessionId: string, request: Request, line: Line, stop?: AbortController): void {
    if (this.held >= this.lookAt) this.forgetEnded();
    const download = { line, request, stop };
    const own = this.bySession.get(sessionId) ?? new Set();
    this.bySession.set(sessionId, own.add(download));
    this.held++;
    const lengthen = () => own.has(download) && line.timeout(request, PATIENCE_S);
    setTimeout(lengthen, BEGUN_MS).unref();
  }

  end(sessionIds: readonly string[]): void {
    for (const sessionId of sessionIds) {
      const own = this.bySession.get(sessionId);
      if (!own) continue;
      for (const { line, request, stop } of own) {
        line.timeout(request, 1);
        stop?.abort();
      }
      this.held -= own.size;
      own.clear();
      this.bySession.delete(sessionId);
    }
  }

  /** Bun gives no address for a request that has been answered whole. */
  private forgetEnded(): void {
    for (const [sessionId, own] of this.bySession) {
      for (const download of own)
        if (!download.line.requestIP(download.request) && own.delete(download)) this.held--;
      if (own.size === 0) this.bySession.delete(sessionId);
    }
    this.lookAt = Math.max(LOOK_AT, 2 * this.held);
  }
}
