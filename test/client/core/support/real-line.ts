import type { ErrorCode } from '../../../../protocol/errors.ts';
import type { SocketConnection } from '../../../../server/realtime/connection.ts';
import type { Browser } from './browser.ts';
import { settle } from './clock.ts';
import { type Topics, Wire } from './real-wire.ts';
import { FakeSocket, type Frame } from './socket.ts';

/** What becomes of a request: the line refuses it, or the server acts on it and its reply is lost, or late. */
export type Fate = { code: ErrorCode; retryAfterMs?: number } | 'lose-reply' | 'slow-reply';

export const HOST = 'http://test';
const failed = () => new TypeError('Failed to fetch');

/** What lies between the browsers and the server of this process: it can be cut and held, refuse, and lose replies. */
export class Line {
  reachable = true;
  /** Whether it lets no socket through. */
  blocked = false;
  /** Whether a socket that the server closes seems to break, as behind some proxies. */
  hidesReasons = false;
  /** The frames that came by sockets, and the requests by HTTP as `POST /api/sync`, in order. */
  readonly requests: Frame[] = [];
  readonly calls: string[] = [];
  meddle: (frame: Frame) => Fate | undefined = () => undefined;
  /** Sees every frame that leaves the server. */
  heard: (userId: string, frame: object) => void = () => {};
  private deaf = false;
  private readonly bySocket = new Map<FakeSocket, Wire>();
  private readonly entering = new Map<Request, FakeSocket>();
  private readonly fetching = new Set<AbortController>();
  /** How many requests the server works on; `done` counts those that it has answered, and the frames that passed. */
  private working = 0;
  private resting = Promise.withResolvers<void>();
  protected done = 0;

  constructor(private readonly handle: (request: Request, browser: Browser) => Promise<Response>) {}

  get wires(): Wire[] {
    return [...this.bySocket.values()];
  }

  get sockets(): FakeSocket[] {
    return [...this.bySocket.keys()];
  }

  /** Cuts every connection; no new one is made until `reachable` again. */
  cut(): void {
    this.reachable = false;
    for (const socket of this.sockets) socket.drop();
    for (const open of this.fetching) open.abort();
  }

  hold(on: boolean): void {
    for (const socket of this.sockets) {
      socket.held = on;
      socket.pump();
    }
  }

  /** Runs `task` and loses every event of it. */
  async unheard(task: () => Promise<unknown>): Promise<void> {
    this.deaf = true;
    await task();
    await settle();
    this.deaf = false;
  }

  async fetch(browser: Browser, path: string, init: RequestInit): Promise<Response> {
    if (!this.reachable) throw failed();
    const { method = 'GET', body = null } = init;
    this.calls.push(`${method} ${path}`);
    const open = new AbortController();
    const signal = AbortSignal.any([open.signal, ...(init.signal ? [init.signal] : [])]);
    const lost = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(failed()));
    });
    const headers = { ...(init.headers as Record<string, string>), ...browser.headers() };
    const request = new Request(HOST + path, { method, body, signal, headers });
    this.fetching.add(open);
    try {
      const response = await Promise.race([this.work(() => this.handle(request, browser)), lost]);
      browser.keep(response);
      return response;
    } finally {
      this.fetching.delete(open);
    }
  }

  connect(browser: Browser): FakeSocket {
    const socket = new FakeSocket(
      { receive: (_, frame) => this.receive(socket, frame), gone: () => this.gone(socket) },
      browser.userId,
    );
    void this.work(() => this.enter(browser, socket));
    return socket;
  }

  private async enter(browser: Browser, socket: FakeSocket): Promise<void> {
    const headers = { ...browser.headers(), upgrade: 'websocket' };
    const request = new Request(`${HOST}/ws`, { headers });
    this.entering.set(request, socket);
    if (this.reachable && !this.blocked) await this.handle(request, browser);
    this.entering.delete(request);
    if (!this.bySocket.has(socket)) socket.drop();
  }

  /** Stands in for Bun's upgrade, as the server calls it. */
  protected upgrade(request: Request, connection: SocketConnection, topics: Topics): boolean {
    const socket = this.entering.get(request);
    if (!socket || socket.closed || !this.reachable) return false;
    const wire = new Wire(topics, connection, socket, this);
    this.bySocket.set(socket, wire);
    connection.open(wire.native);
    socket.opened();
    return true;
  }

  /** Sees a frame on its way to a browser, and says whether it arrives. */
  passes(userId: string, frame: { id?: number }): boolean {
    this.heard(userId, frame);
    this.done += 1;
    return frame.id !== undefined || !this.deaf;
  }

  private receive(socket: FakeSocket, frame: Frame): void {
    const wire = this.bySocket.get(socket);
    if (!wire) return;
    this.requests.push(frame);
    this.done += 1;
    const fate = this.meddle(frame);
    if (typeof fate === 'object') {
      socket.deliver({ id: frame.id, ok: false, error: fate });
      return;
    }
    if (fate === 'lose-reply') wire.lost.add(frame.id);
    if (fate === 'slow-reply') wire.slow.add(frame.id);
    wire.connection.message(wire.native, JSON.stringify(frame));
  }

  private gone(socket: FakeSocket): void {
    const wire = this.bySocket.get(socket);
    this.bySocket.delete(socket);
    wire?.gone();
  }

  /** Counts the task while it lasts: passwords and tokens are computed in threads, which takes real time. */
  protected async work<T>(task: () => Promise<T>): Promise<T> {
    this.working += 1;
    try {
      return await task();
    } finally {
      this.ended();
      this.done += 1;
    }
  }

  private ended(): void {
    this.working -= 1;
    if (this.working > 0) return;
    this.resting.resolve();
    this.resting = Promise.withResolvers();
  }

  /** Leaves a request that waits for news out of the count: it may wait for long. */
  protected async idle<T>(wait: () => Promise<T>): Promise<T> {
    this.ended();
    try {
      return await wait();
    } finally {
      this.working += 1;
    }
  }

  protected async finished(): Promise<void> {
    while (this.working > 0) await this.resting.promise;
  }
}
