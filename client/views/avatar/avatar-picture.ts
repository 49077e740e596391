import { ContextConsumer } from '@lit/context';
import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveElement,
  type TemplateResult,
} from 'lit';
import { type ClientServices, type ShownFiles, servicesContext } from '../../core/services.ts';

type Host = ReactiveElement & { readonly picture: string | null; readonly kind: string };
type Part = 'thumb' | 'whole';
type Shown = Awaited<ReturnType<ShownFiles['show']>>;

/** A row that moves leaves the page for a moment, and must not blink: so many small pictures are held after their last use. */
const HELD_MOST = 200;
const held = new Map<string, Shown>();
let heldOf: ShownFiles | undefined;

/** Those of one person alone: whoever signs in next has their own. */
async function hold(files: ShownFiles, fileId: string): Promise<void> {
  if (heldOf !== files) {
    for (const { release } of held.values()) release();
    held.clear();
    heldOf = files;
  }
  const shown = await files.show(fileId, 'thumb');
  // Another row may have been faster.
  if (held.has(fileId) || heldOf !== files) return shown.release();
  held.set(fileId, shown);
  for (const [oldest, { release }] of held) {
    if (held.size <= HELD_MOST) break;
    held.delete(oldest);
    release();
  }
}

const FILLS =
  'position:absolute;inset:0;inline-size:100%;block-size:100%;object-fit:cover;border-radius:inherit';

const isAddress = (picture: string): boolean => picture.startsWith('/');

/** Pictures begin to come when they are this near. */
const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) target.dispatchEvent(new Event('pa-near'));
  },
  { rootMargin: '400px', scrollMargin: '400px' },
);

/** Brings the picture of an avatar: from this device where it was seen before, else from the server. */
export class AvatarPicture implements ReactiveController {
  /** Undefined: it has not come, there is none, or it cannot be shown. */
  private url: string | undefined;
  /** The address that is drawn: the initials have done their part. */
  private drawn = '';
  private services: ClientServices | undefined;
  private shown: Shown[] = [];
  private stop = new AbortController();
  /** Which picture it is about. */
  private fileId: string | null = null;
  private isNear = false;
  private hasFailed = false;

  constructor(private readonly host: Host) {
    new ContextConsumer(host, {
      context: servicesContext,
      subscribe: true,
      callback: (services) => {
        this.services = services;
        this.load();
      },
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('pa-near', this.come);
    addEventListener('online', this.retry);
    near.observe(this.host);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('pa-near', this.come);
    removeEventListener('online', this.retry);
    near.unobserve(this.host);
    this.isNear = false;
    this.drop();
  }

  /** Another picture, or none, may stand in the same place now. */
  follow(): void {
    const { picture } = this.host;
    if (picture === this.fileId) return;
    this.fileId = picture;
    this.url = undefined;
    this.hasFailed = false;
    this.drop();
    if (picture !== null && isAddress(picture)) this.url = picture;
    else this.load();
  }

  /** Undefined where there is nothing to be drawn but what stands for it. */
  draw(initials: unknown): TemplateResult | undefined {
    const { url, host } = this;
    if (!url || host.kind !== 'person') return undefined;
    return html`${this.drawn === url ? nothing : initials}<img
        src=${url}
        alt=""
        decoding="async"
        draggable="false"
        .style=${FILLS}
        @load=${() => {
          this.drawn = url;
          host.requestUpdate();
        }}
        @error=${() => {
          // Its bytes are no picture that this browser knows.
          this.url = undefined;
          host.requestUpdate();
        }}
      />`;
  }

  private readonly come = (): void => {
    near.unobserve(this.host);
    this.isNear = true;
    this.load();
  };

  private readonly retry = (): void => {
    if (this.hasFailed) this.load();
  };

  private drop(): void {
    this.stop.abort();
    this.stop = new AbortController();
    for (const { release } of this.shown) release();
    this.shown = [];
  }

  private load(): void {
    const { fileId, services } = this;
    if (fileId === null || isAddress(fileId) || !services || !this.isNear || this.shown.length > 0)
      return;
    const { signal } = this.stop;
    this.hasFailed = false;
    this.bring(services, fileId, signal).catch(() => {
      // Gone, or out of reach for now: the initials stand.
      if (!signal.aborted) this.hasFailed = true;
    });
  }

  private async bring(services: ClientServices, id: string, signal: AbortSignal): Promise<void> {
    const files = await services.files();
    signal.throwIfAborted();
    await this.show(files, id, 'thumb', signal);
    if (this.host.matches('[large]')) await this.show(files, id, 'whole', signal);
    else await hold(files, id);
  }

  private async show(files: ShownFiles, id: string, part: Part, signal: AbortSignal) {
    const shown = await files.show(id, part, { signal });
    if (signal.aborted) return shown.release();
    this.shown.push(shown);
    if (this.url === shown.url) return;
    this.url = shown.url;
    this.host.requestUpdate();
  }
}
