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

type TabCallHooks = {
  tab: string;
  post(message: TabCall): void;
  /** Undefined while this tab follows. */
  findLeader(): ((name: string, body: unknown) => Promise<unknown>) | undefined;
};

/**
 * Calls to the leading tab; the leader handles its own calls directly. Each may be repeated when the lead passes to
 * another tab before the reply: everything that can be asked here can be done twice.
 */
export class TabCalls {
  private readonly open = new Map<number, Open>();
  private last = 0;
  private term = 0;

  constructor(
    private readonly env: Env,
    private readonly hooks: TabCallHooks,
  ) {}

  ask<R>(name: string, body: unknown, timeoutMs = ANSWER_MS): Promise<R> {
    const id = ++this.last;
    return new Promise<R>((resolve, reject) => {
      const cancel = this.env.after(timeoutMs, () =>
        this.finish(id, { error: new ApiError('timeout') }),
      );
      const open: Open = {
        name,
        body,
        resolve: resolve as (body: unknown) => void,
        reject,
        cancel,
      };
      this.open.set(id, open);
      this.deliver(id, open);
    });
  }

  /** The lead has passed, to this tab or to another. */
  handleNewLeader(): void {
    this.term += 1;
    if (this.hooks.findLeader()) this.hooks.post({ kind: 'leading' });
    for (const [id, open] of this.open) this.deliver(id, open);
  }

  receive(message: TabCall): void {
    if (message.kind === 'ask') this.handleAsk(message);
    else if (message.kind === 'leading') this.handleLeaderElsewhere();
    else if (message.to === this.hooks.tab) {
      const { failure, id, body } = message;
      this.finish(id, failure ? { error: toError(failure) } : { body });
    }
  }

  stop(): void {
    for (const id of [...this.open.keys()]) this.finish(id, { error: new ApiError('offline') });
  }

  private handleLeaderElsewhere(): void {
    if (!this.hooks.findLeader()) this.handleNewLeader();
  }

  private deliver(id: number, { name, body }: Open): void {
    const leader = this.hooks.findLeader();
    const { term } = this;
    if (!leader) {
      this.hooks.post({ kind: 'ask', from: this.hooks.tab, id, name, body });
      return;
    }
    leader(name, body).then(
      (answer) => this.finish(id, { body: answer }),
      (error) => {
        if (term === this.term) this.finish(id, { error });
      },
    );
  }

  private handleAsk({ from, id, name, body }: TabCall & { kind: 'ask' }): void {
    const leader = this.hooks.findLeader();
    const { term } = this;
    const post = (answer: unknown, failure: Failure | null) => {
      if (term !== this.term) return;
      this.hooks.post({ kind: 'answer', to: from, id, body: answer, failure });
    };
    leader?.(name, body).then(
      (answer) => post(answer, null),
      (error) => post(null, toFailure(error)),
    );
  }

  private finish(id: number, outcome: { body: unknown } | { error: unknown }): void {
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
