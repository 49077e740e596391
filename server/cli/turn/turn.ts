import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../../../db/engine/error-codes.ts';
import { UserFacingError } from '../../../db/engine/user-error.ts';
import { type Config, readConfig } from '../../config.ts';
import { createLog } from '../../log.ts';
import { collectGarbage, createMemoryTrimmer, releaseMemory } from '../../memory.ts';
import { type Certificate, readCertificate } from '../../tls/certificate.ts';
import { watchCertificate } from '../../tls/watch.ts';
import { turnSecretOf } from '../../turn/secret.ts';
import { startTurn, type TurnServer } from '../../turn/server.ts';
import type { TurnReport } from '../../turn-state.ts';
import { systemClock } from '../lib/ids.ts';
import { optionsOf } from '../options.ts';
import { sourcesOf } from '../sources.ts';
import { findExternal, findOwn } from './addresses.ts';
import { NO_SECRET, taken } from './texts.ts';

const NONCE_MS = 3_600_000;
/** How often the server that has started this process hears of it. */
const REPORT_MS = 2_000;

/** `payambar turn`: the relay, until it is told to end, or the server that has started it is gone. */
export async function runTurn(flags: Record<string, unknown>): Promise<void> {
  const config = withSecret(readConfig(sourcesOf({ ...optionsOf(flags), env: process.env })));
  const log = createLog({
    ...config,
    now: systemClock.now,
    write: (line) => process.stdout.write(line),
  });
  const certificate = config.tlsCert === '' ? undefined : readCertificate(config);
  const addresses = await findExternal(config);
  const turn = await start(config, addresses, certificate);
  const watch =
    certificate &&
    watchCertificate({
      ...{ files: config, first: certificate, log },
      renewed(renewed) {
        turn.renew(renewed);
        log.info('relay certificate renewed');
      },
    });
  createMemoryTrimmer({ trim: releaseMemory, collect: collectGarbage }).start();
  log.info('relay listening', { port: config.turnPort, tls: certificate !== undefined });
  const end = (): never => {
    watch?.stop();
    turn.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end);
  if (!process.send) return;
  // However the server has ended: nobody hands out credentials any more.
  process.on('disconnect', end);
  report(turn, addresses);
}

/** Where the server has started it, it comes by the environment, which other users cannot read. */
function withSecret(config: Config): Config {
  const file = join(config.dataDir, 'secret');
  const isAlone = config.databaseUrl === '' && existsSync(file);
  const jwtSecret = config.jwtSecret || (isAlone ? readFileSync(file, 'utf8').trim() : '');
  if (config.turnSecret === '' && jwtSecret === '') throw new UserFacingError(NO_SECRET);
  return { ...config, jwtSecret };
}

async function start(
  config: Config,
  external: readonly string[],
  certificate: Certificate | undefined,
): Promise<TurnServer> {
  const { turnHost, turnPort, turnTlsPort, publicUrl } = config;
  const own = findOwn();
  try {
    return await startTurn({
      hosts:
        turnHost.length > 0
          ? turnHost.map((address) => ({ address, isOptional: false }))
          : [
              { address: '0.0.0.0', isOptional: false },
              { address: '::', isOptional: true },
            ],
      port: turnPort,
      tls: certificate && { port: turnTlsPort, certificate },
      ...{ external, own },
      relayPorts: config.turnRelayPorts,
      allowPeers: config.turnAllowPeers,
      secret: turnSecretOf(config),
      realm: publicUrl === '' ? 'payambar' : new URL(publicUrl).hostname,
      quota: { allocations: config.turnUserAllocations, kbits: config.turnKbits },
      nonceMs: NONCE_MS,
      now: systemClock.now,
      random: randomBytes,
    });
  } catch (error) {
    const code = errorCode(error);
    if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') throw error;
    const { port = turnTlsPort } = error as { port?: number };
    throw new UserFacingError(taken(port, code));
  }
}

function report(turn: TurnServer, addresses: readonly string[]): void {
  const tell = (): void => {
    const { user, system } = process.cpuUsage();
    const told: TurnReport = {
      addresses,
      counts: turn.counts,
      cpuSeconds: (user + system) / 1e6,
      memoryBytes: process.memoryUsage.rss(),
    };
    process.send?.(told);
  };
  tell();
  setInterval(tell, REPORT_MS);
}
