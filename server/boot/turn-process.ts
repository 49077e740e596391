import { type Config, ConfigError } from '../config.ts';
import type { Log } from '../log.ts';
import { turnSecretOf } from '../turn/secret.ts';
import type { TurnReport, TurnState } from '../turn-state.ts';
import { ownCommand } from './own-command.ts';

/** How long is waited before the relay is started again; it doubles until the longest, and a good run forgets it. */
const PAUSE_MS = { first: 1_000, most: 60_000, good: 60_000 };
/** A relay that does not end is killed. */
const GRACE_MS = 2_000;

export type TurnProcess = { state(): TurnState; start(): void; stop(): Promise<void> };

/**
 * The relay, as a process of its own: what is written to the disk here must not stand between packets of voice there, and
 * a crash of one takes the other nowhere. It ends with this process, however this one ends.
 */
export function createTurnProcess(config: Config, log: Log): TurnProcess {
  let child: Bun.Subprocess | undefined;
  let report: TurnReport | undefined;
  let restarts = 0;
  let pauseMs = PAUSE_MS.first;
  let timer: Timer | undefined;
  let stopping = false;

  function start(): void {
    const startedAt = performance.now();
    child = Bun.spawn([...ownCommand(), 'turn'], {
      env: envOf(config),
      stdio: ['ignore', 'inherit', 'inherit'],
      serialization: 'json',
      ipc: (told: TurnReport) => {
        report = told;
      },
      onExit(_, code, signal) {
        report = undefined;
        if (stopping) return;
        if (performance.now() - startedAt > PAUSE_MS.good) pauseMs = PAUSE_MS.first;
        log.error('relay ended', { code, signal, againInMs: pauseMs });
        timer = setTimeout(again, pauseMs);
        pauseMs = Math.min(PAUSE_MS.most, 2 * pauseMs);
      },
    });
  }

  function again(): void {
    restarts++;
    start();
  }

  return {
    state: () => ({ restarts, report }),
    start,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      child?.kill('SIGTERM');
      const kill = setTimeout(() => child?.kill('SIGKILL'), GRACE_MS);
      await child?.exited;
      clearTimeout(kill);
    },
  };
}

/**
 * The settings of this server, wherever it has them from, and nothing else that it knows: the relay speaks with strangers.
 */
function envOf(config: Config): Record<string, string | undefined> {
  const { PATH, HOME, LANG } = process.env;
  const { first, last } = config.turnRelayPorts;
  return {
    ...{ PATH, HOME, LANG, PAYAMBAR_ENV_FILE: '/dev/null' },
    TURN_PORT: `${config.turnPort}`,
    TURN_TLS_PORT: `${config.turnTlsPort}`,
    TURN_RELAY_PORTS: `${first}-${last}`,
    TURN_HOST: config.turnHost.join(','),
    TURN_ADDRESS: config.turnAddress.join(','),
    TURN_ALLOW_PEERS: config.turnAllowPeers.join(','),
    TURN_USER_ALLOCATIONS: `${config.turnUserAllocations}`,
    TURN_KBITS: `${config.turnKbits}`,
    TURN_SECRET: turnSecretOf(config),
    PUBLIC_URL: config.publicUrl,
    TLS_CERT: config.tlsCert,
    TLS_KEY: config.tlsKey,
    LOG_LEVEL: config.logLevel,
    LOG_FORMAT: config.logFormat,
  };
}

/** A coturn knows only what stands in its own file. */
export function mustShareSecret({ turn, turnSecret, turnUrls, publicUrl }: Config): void {
  if (turn !== 'coturn') return;
  if (turnSecret === '')
    throw new ConfigError({
      en: 'TURN=coturn needs TURN_SECRET, the static-auth-secret of that coturn.',
      fa: 'برای TURN=coturn باید TURN_SECRET تعیین شود: همان static-auth-secret در coturn.',
    });
  if (turnUrls.length === 0 && publicUrl === '')
    throw new ConfigError({
      en: 'TURN=coturn needs TURN_URLS, or PUBLIC_URL when coturn runs on the same host.',
      fa: 'برای TURN=coturn باید TURN_URLS تعیین شود، یا PUBLIC_URL اگر coturn روی همان میزبان است.',
    });
}
