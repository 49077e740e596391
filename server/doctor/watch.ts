import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import type { Network } from '../http/network.ts';

/** `x-payambar-doctor: <secret> <label>` marks a request of `payambar doctor`. */
export const DOCTOR_HEADER = 'x-payambar-doctor';

/** What arrived of one marked request, after whatever stands before the server. */
export type SeenRequest = {
  label: string;
  /** The socket's own address. */
  peer: string | null;
  /** Whose limits it would count for. */
  address: string | null;
  /** X-Forwarded-For as it arrived, '' without one. */
  forwarded: string;
  /**
   * The address of the client, by a header of a CDN's own; '' without one. It is passed to the doctor and trusted by
   * nothing.
   */
  byCdn: string;
  /** Whether the peer's X-Forwarded-* are believed. */
  believed: boolean;
  https: boolean;
  host: string;
  /** Bytes of the body that have arrived until now. */
  bytes: number;
};

/** The settings that the running server was started with, which need not be those of the doctor. */
export type DoctorSettings = Pick<
  Config,
  'host' | 'publicUrl' | 'trustedProxies' | 'backupEvery' | 'backupDir' | 'tlsCert'
>;

export type Visit = { seen: SeenRequest; released: Promise<void> };

/** Cloudflare, ArvanCloud, and what others have taken over from Akamai. */
const CDN_HEADERS = ['cf-connecting-ip', 'ar-real-ip', 'true-client-ip'];

/** A doctor watches no longer than this. */
const LIFE_MS = 300_000;
/** Watched at once, and requests noted of each. */
const WATCHES = 8;
const NOTED = 200;

type Watched = { seen: SeenRequest[]; release: () => void; released: Promise<void>; until: number };
type Where = { network: Network; peerOf(request: Request): string | null };

export type Doctor = ReturnType<typeof createDoctor>;

/**
 * Lets `payambar doctor` see its own requests as the server sees them. It is started over the control socket, which is
 * open to the owner of the data alone; for all other clients it does not exist.
 */
export function createDoctor(
  { clock, ids, config }: Pick<Deps, 'clock' | 'ids' | 'config'>,
  { network, peerOf }: Where,
) {
  const watches = new Map<string, Watched>();

  function forgetOld(): void {
    for (const [secret, { until }] of watches) if (until < clock.now()) close(secret);
  }

  function close(secret: string): void {
    watches.get(secret)?.release();
    watches.delete(secret);
  }

  function seenOf(request: Request, label: string): SeenRequest {
    const peer = peerOf(request);
    return {
      label,
      peer,
      address: network.address(request, peer),
      forwarded: request.headers.get('x-forwarded-for') ?? '',
      byCdn: CDN_HEADERS.map((name) => request.headers.get(name)).find(Boolean) ?? '',
      believed: network.believes(peer),
      https: network.https(request, peer),
      host: network.host(request, peer),
      bytes: 0,
    };
  }

  return {
    /** Two ids of 64 bits are no more to be guessed than a session's. */
    open(): { secret: string; told: DoctorSettings } {
      forgetOld();
      const oldest = watches.keys().next();
      if (watches.size >= WATCHES && !oldest.done) close(oldest.value);
      const secret = ids.next() + ids.next();
      const { promise, resolve } = Promise.withResolvers<void>();
      const until = clock.now() + LIFE_MS;
      watches.set(secret, { seen: [], release: resolve, released: promise, until });
      const { host, publicUrl, trustedProxies, backupEvery, backupDir, tlsCert } = config;
      const told = { host, publicUrl, trustedProxies, backupEvery, backupDir, tlsCert };
      return { secret, told };
    },
    seen: (secret: string): SeenRequest[] => watches.get(secret)?.seen ?? [],
    /** Lets go what waits for it: the second half of a streamed reply. */
    release: (secret: string): void => watches.get(secret)?.release(),
    close,
    /** Records a marked request; undefined for all other requests. */
    visit(request: Request): Visit | undefined {
      if (watches.size === 0) return undefined;
      const [secret = '', label = ''] = (request.headers.get(DOCTOR_HEADER) ?? '').split(' ');
      forgetOld();
      const watched = watches.get(secret);
      if (!watched) return undefined;
      const known = watched.seen.find((seen) => seen.label === label);
      const seen = known ?? seenOf(request, label);
      if (!known && watched.seen.length < NOTED) watched.seen.push(seen);
      return { seen, released: watched.released };
    },
    /** Whether it is one of the doctor's, noted before. */
    knows: (request: Request): boolean =>
      watches.has((request.headers.get(DOCTOR_HEADER) ?? '').split(' ')[0] ?? ''),
  };
}
