import type { Cancel, Env } from './env.ts';
import { ApiError } from './services.ts';

const ANSWER_MS = 30_000;

type Failure = { code: ApiError['code']; retryAfterMs: number | null; ref: string | null };
export type TabCall =
  | { kind: 'ask'; from: string; id: number; name: string; body: unknown }
  | { kind: 'answer'; to: string; id: number; body: unknown; failure: Failure | null }
  | { kind: 'leading' };

type Open = {
  name: string;
  body: unknown;
  resolve(body: unknown): void;
  reject(error: unknown): void;
  cancel: Cancel;
};

export type TabCallHooks = {
  tab: string;
  post(message: TabCall): void;
  /** Undefined while this tab follows. */
  leader(): ((name: string, body: unknown) => Promise<unknown>) | undefined;
};

/**
 * Calls to the leading tab; the leader handles its own calls directly. Each may be repeated when the lead passes to
 * another tab before the reply: everything that can be asked here can be done twice.
 */
export class TabCalls {
  private readonly open = new Map<number, Open>();
  private last = 0;
  private reign = 0;

  constructor(
    private readonly env: Env,
    private readonly hooks: TabCallHooks,
  ) {}

  ask<R>(name: string, body: unknown, timeoutMs = ANSWER_MS): Promise<R> {
    const id = ++this.last;
    return new Promise<R>((resolve, reject) => {
      const cancel = this.env.after(timeoutMs, () =>
        this.settle(id, { error: new ApiError('timeout') }),
      );
      const open: Open = {
        name,
        body,
        resolve: resolve as (body: unknown) => void,
        reject,
        cancel,
      };
      this.open.set(id, open);
      this.put(id, open);
    });
  }

  /** The lead has passed, to this tab or to another. */
  leadPassed(): void {
    this.reign += 1;
    if (this.hooks.leader()) this.hooks.post({ kind: 'leading' });
    for (const [id, open] of this.open) this.put(id, open);
  }

  receive(message: TabCall): void {
    if (message.kind === 'ask') this.answer(message);
    else if (message.kind === 'leading') this.leadPassedElsewhere();
    else if (message.to === this.hooks.tab) {
      const { failure, id, body } = message;
      this.settle(id, failure ? { error: toError(failure) } : { body });
    }
  }

  stop(): void {
    for (const id of [...this.open.keys()]) this.settle(id, { error: new ApiError('offline') });
  }

  private leadPassedElsewhere(): void {
    if (!this.hooks.leader()) this.leadPassed();
  }

  private put(id: number, { name, body }: Open): void {
    const leader = this.hooks.leader();
    const { reign } = this;
    if (!leader) {
      this.hooks.post({ kind: 'ask', from: this.hooks.tab, id, name, body });
      return;
    }
    leader(name, body).then(
      (answer) => this.settle(id, { body: answer }),
      (error) => {
        if (reign === this.reign) this.settle(id, { error });
      },
    );
  }

  private answer({ from, id, name, body }: TabCall & { kind: 'ask' }): void {
    const leader = this.hooks.leader();
    const { reign } = this;
    const post = (answer: unknown, failure: Failure | null) => {
      if (reign !== this.reign) return;
      this.hooks.post({ kind: 'answer', to: from, id, body: answer, failure });
    };
    leader?.(name, body).then(
      (answer) => post(answer, null),
      (error) => post(null, toFailure(error)),
    );
  }

  private settle(id: number, outcome: { body: unknown } | { error: unknown }): void {
    const open = this.open.get(id);
    if (!open) return;
    this.open.delete(id);
    open.cancel();
    if ('error' in outcome) open.reject(outcome.error);
    else open.resolve(outcome.body);
  }
}

function toFailure(error: unknown): Failure {
  if (!(error instanceof ApiError)) return { code: 'internal', retryAfterMs: null, ref: null };
  const { code, retryAfterMs, ref } = error;
  return { code, retryAfterMs, ref };
}

function toError({ code, retryAfterMs, ref }: Failure): ApiError {
  return new ApiError(code, retryAfterMs, ref);
}
