import { CLOSE } from '../../protocol/close.ts';
import type { Event } from '../../protocol/down.ts';
import type { HelloBody, HelloReply } from '../../protocol/sync.ts';
import type { UpBody, UpReply, UpType } from '../../protocol/up.ts';
import { backoff } from './backoff.ts';
import type { Cancel, Env } from './env.ts';
import { Heartbeat } from './heartbeat.ts';
import { OpenRequests } from './open-requests.ts';
import { ApiError, type ConnectionState, codeOf, isApiError } from './services.ts';
import { Writable } from './store.ts';

const OPEN_MS = 15_000;
const REPLY_MS = 20_000;
/** The reply to hello carries a whole page of changes, and the link may be slow. */
const HELLO_MS = 45_000;
/** A connection that lasted this long was a good one: the next wait begins small again. */
const STEADY_MS = 10_000;
/**
 * After so many attempts in a row, each refused although the server replies to HTTP, a proxy seems to let no sockets
 * through.
 */
const BLOCKED = 2;
/** It was so the last time: then one refusal is enough. */
const BLOCKED_KEY = 'payambar:no-sockets';
/** A server that is older than this version of the app may be upgraded at any time. */
const OUTDATED_MS = 300_000;

/** What does the socket's work where none comes through; it has been greeted already. */
export type FallbackTransport = {
  reply: HelloReply;
  sent: HelloBody;
  /** `end`: the server cannot be reached by HTTP either, or (`outdated`) serves this version of the app no longer. */
  start(end: (outdated: boolean) => void): void;
  request<T extends UpType>(type: T, body: UpBody<T>, timeoutMs: number): Promise<UpReply<T>>;
  stop(): void;
};

type SocketHooks = {
  /** The first request; it is read when the socket is open, so that the cursor is the newest. */
  createHello(): Promise<HelloBody>;
  onOpen(reply: HelloReply, sent: HelloBody): void;
  onEvent(event: Event): void;
  /** Whether the person looks at the app: only then is a silent link worth a question. */
  isActive(): boolean;
  /** Browsers hide why a socket was refused. Returns false when the session has ended. */
  isSessionAlive(): Promise<boolean>;
  /** Another way to the server; rejects where there is none. */
  openFallback(): Promise<FallbackTransport>;
  /** The session is over: `ended` when it was ended on purpose, otherwise it had expired. */
  onSignedOut(ended: boolean): void;
};

/** One WebSocket, kept alive: back-off, hello first, replies by id, dead links noticed. */
export class ClientSocket {
  readonly connection: Writable<ConnectionState>;
  private ws: WebSocket | undefined;
  private readonly requests: OpenRequests;
  private readonly heartbeat: Heartbeat;
  private timer: Cancel | undefined;
  private attempt = 0;
  private since: number;
  private stopped = true;
  private returnAfter: number | null = null;
  private fallback: FallbackTransport | undefined;
  private seeksFallback = false;

  constructor(
    private readonly env: Env,
    private readonly hooks: SocketHooks,
  ) {
    this.since = env.now();
    this.connection = new Writable<ConnectionState>({ state: 'connecting', since: this.since });
    this.requests = new OpenRequests(env);
    this.heartbeat = new Heartbeat(env, {
      isActive: hooks.isActive,
      sendProbe: (ms) => this.request('presence.set', { active: hooks.isActive() }, ms),
      onDead: () => this.reconnectLater(0),
    });
  }

  start(): void {
    this.stopped = false;
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.leaveFallback();
    this.drop();
  }

  /** The person waits (a tap, `online`, the page is shown again): connect now, or ask whether the link still lives. */
  wake(): void {
    if (this.stopped) return;
    const { state } = this.connection.get();
    if (state === 'waiting' || this.fallback) this.connect();
    else if (state === 'online') this.heartbeat.check();
  }

  private get isOnline(): boolean {
    return this.connection.get().state === 'online';
  }

  /** Whether a connection is being made, by one way or the other. */
  get isTrying(): boolean {
    return this.connection.get().state === 'connecting' || this.seeksFallback;
  }

  /** Rejects with `ApiError`; `offline` when the reply is lost, whether or not the server acted. */
  request<T extends UpType>(type: T, body: UpBody<T>, timeoutMs = REPLY_MS): Promise<UpReply<T>> {
    if (!this.isOnline) return Promise.reject(new ApiError('offline'));
    if (this.fallback) return this.fallback.request(type, body, timeoutMs);
    return this.sendRequest(type, body, timeoutMs);
  }

  private sendRequest<T extends UpType>(
    type: T,
    body: UpBody<T>,
    timeoutMs: number,
  ): Promise<UpReply<T>> {
    const { id, reply } = this.requests.add(timeoutMs);
    this.ws?.send(JSON.stringify({ id, type, body }));
    return reply as Promise<UpReply<T>>;
  }

  private connect(): void {
    this.drop();
    if (!this.fallback) this.connection.set({ state: 'connecting', since: this.since });
    const ws = this.env.openSocket();
    this.ws = ws;
    this.timer = this.env.after(OPEN_MS, () => this.handleNoHello());
    ws.onopen = () => void this.greet(ws);
    ws.onmessage = ({ data }) => this.handleFrame(data);
    ws.onclose = ({ code }) => this.handleClose(code);
  }

  private async greet(ws: WebSocket): Promise<void> {
    this.timer?.();
    try {
      const body = await this.hooks.createHello();
      if (this.ws !== ws) return;
      const reply = await this.sendRequest('hello', body, HELLO_MS);
      if (this.ws !== ws) return;
      this.timer = this.env.after(STEADY_MS, () => {
        this.attempt = 0;
      });
      this.leaveFallback();
      if (this.env.storage.get(BLOCKED_KEY)) this.env.storage.set(BLOCKED_KEY, null);
      this.connection.set({ state: 'online' });
      this.heartbeat.start();
      this.hooks.onOpen(reply, body);
    } catch (error) {
      if (this.ws !== ws) return;
      const code = codeOf(error);
      if (code === 'unauthorized') this.handleNoHello();
      else if (code === 'version_unsupported') this.handleOutdated();
      else this.reconnectLater(error instanceof ApiError ? error.retryAfterMs : null);
    }
  }

  private handleFrame(data: unknown): void {
    this.heartbeat.noteSign();
    let frame: Record<string, unknown>;
    try {
      frame = JSON.parse(String(data)) as Record<string, unknown>;
    } catch {
      return;
    }
    if ('id' in frame) this.requests.resolve(frame as never);
    else this.handleEvent(frame as unknown as Event);
  }

  private handleEvent(event: Event): void {
    if (event.type === 'server.closing') this.returnAfter = event.body.retryAfterMs;
    else if (event.type === 'session.ended') this.signOut(true);
    else this.hooks.onEvent(event);
  }

  private handleClose(code: number): void {
    if (code === CLOSE.revoked) this.signOut(true);
    else if (!this.isOnline) this.handleNoHello();
    else if (code === CLOSE.abuse) this.reconnectLater(30_000);
    else this.reconnectLater(this.returnAfter);
  }

  /** It did not come to a hello: the network, or the session? Asked now and then only, since it is one more request. */
  private handleNoHello(): void {
    const tries = this.attempt;
    const asks = !this.fallback && !this.seeksFallback && (tries === 0 || tries % 3 === BLOCKED);
    const around = asks && tries >= (this.env.storage.get(BLOCKED_KEY) ? 0 : BLOCKED);
    this.seeksFallback ||= around;
    this.reconnectLater(this.returnAfter);
    if (asks) void this.findWayAround(around);
  }

  private async findWayAround(around: boolean): Promise<void> {
    const alive = await this.hooks.isSessionAlive();
    let outdated = false;
    const found =
      alive && around && !this.stopped
        ? await this.hooks.openFallback().catch((error) => {
            outdated = isApiError(error, 'version_unsupported');
            return undefined;
          })
        : undefined;
    if (around) this.seeksFallback = false;
    if (!alive && !this.stopped) this.signOut(false);
    if (found) this.takeFallback(found);
    else if (outdated && !this.stopped && !this.isOnline) this.handleOutdated();
  }

  /** The socket is tried on meanwhile, and takes over when it comes through. */
  private takeFallback(found: FallbackTransport): void {
    if (this.stopped || this.isOnline) {
      found.stop();
      return;
    }
    this.fallback = found;
    this.env.storage.set(BLOCKED_KEY, '1');
    this.connection.set({ state: 'online', polling: true });
    found.start((outdated) => this.handleFallbackEnd(found, outdated));
    this.hooks.onOpen(found.reply, found.sent);
  }

  private handleFallbackEnd(which: FallbackTransport, outdated: boolean): void {
    if (this.fallback !== which) return;
    if (outdated) {
      this.handleOutdated();
      return;
    }
    this.leaveFallback();
    this.since = this.env.now();
    // If the server is still there the next refusal finds the way around again.
    this.attempt = 1;
    this.reconnectLater(0);
  }

  private leaveFallback(): void {
    this.fallback?.stop();
    this.fallback = undefined;
  }

  private handleOutdated(): void {
    this.drop();
    this.leaveFallback();
    this.connection.set({ state: 'outdated' });
    // Where no socket comes through, the first refusal then asks by HTTP again.
    this.attempt = BLOCKED;
    this.timer = this.env.after(OUTDATED_MS, () => this.connect());
  }

  private reconnectLater(afterMs: number | null): void {
    if (!this.fallback && this.isOnline) this.since = this.env.now();
    const wait = afterMs ?? backoff(this.attempt, this.env.random);
    this.attempt += 1;
    this.returnAfter = null;
    this.drop();
    if (this.stopped) return;
    if (wait === 0) {
      this.connect();
      return;
    }
    const retryAt = this.env.now() + wait;
    this.timer = this.env.after(wait, () => this.connect());
    if (!this.fallback) this.connection.set({ state: 'waiting', retryAt, since: this.since });
  }

  private signOut(ended: boolean): void {
    this.stop();
    this.connection.set({ state: 'signed-out' });
    this.hooks.onSignedOut(ended);
  }

  /** A dead link can take minutes to report its close, so the old socket is left without a listener. */
  private drop(): void {
    this.timer?.();
    this.heartbeat.stop();
    const { ws } = this;
    this.ws = undefined;
    if (ws) {
      ws.onopen = null;
      ws.onmessage = null;
      ws.onclose = null;
      ws.close();
    }
    this.requests.drop();
  }
}
