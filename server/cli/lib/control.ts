import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { ApiError } from '../../../db/engine/api-error.ts';
import { DATABASE } from '../../../db/engine/file-name.ts';
import { ERRORS, type ErrorCode, type WireError } from '../../../protocol/errors.ts';
import { type Config, readConfig } from '../../config.ts';
import type { Announcer } from '../../context.ts';
import { type ControlCommand, createControlCommands } from '../../control/commands.ts';
import { createManagement } from '../../control/management.ts';
import { controlPath } from '../../control/socket.ts';
import { clockOf } from '../../data-clock.ts';
import type { Deps } from '../../deps.ts';
import { createLog } from '../../log.ts';
import { openData } from '../../open-data.ts';
import { createPushAdministration } from '../../push/administration.ts';
import { createPushes } from '../../push/push.ts';
import { eventFrame } from '../../realtime/frames.ts';
import { CommandError, EXIT } from '../command.ts';
import { type Options, sourcesOf } from '../sources.ts';
import type { TerminalLanguage } from '../texts.ts';
import { randomIds, systemClock } from './ids.ts';
import { becomeOwner, isShut } from './owner.ts';
import { REFUSALS } from './refusals.ts';
import { readRunFile } from './run-file.ts';

/** `urlOf`: a whole address of what a link's `path` says, as far as one is known. */
type CommandChannel = { act: ControlCommand; urlOf(path: string): string };

/**
 * Lets a command act on the data: through the server that runs on it, or, when none does, by opening it. A refused
 * command ends with a sentence in the person's language.
 */
export async function withControl(
  options: Options,
  language: TerminalLanguage,
  work: (asking: CommandChannel) => Promise<void>,
  /** What is said of a name that nothing has; without it, that there is no such account. */
  unknown?: string,
): Promise<void> {
  const config = readConfig(sourcesOf({ ...options, env: process.env }));
  const { dataDir } = config;
  const texts = REFUSALS[language];
  becomeOwner(dataDir);
  if (config.databaseUrl === '') mustBeOurs(dataDir, texts);
  const note = await readRunFile(dataDir);
  const base = config.publicUrl || note?.publicUrl || note?.url || '';
  const urlOf = (path: string): string => `${base}${path}`;
  const act = await askRunning(dataDir);
  const { act: does, close } = act ? { act, close: async () => {} } : await opened(config);
  try {
    await work({ act: does, urlOf });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const code = error.code === 'last_admin' ? EXIT.refused : EXIT.failed;
    const said = error.code === 'not_found' ? unknown : undefined;
    throw new CommandError(said ?? texts.sentence(error.code), code);
  } finally {
    await close();
  }
}

function mustBeOurs(dataDir: string, texts: (typeof REFUSALS)[TerminalLanguage]): void {
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    accessSync(join(dataDir, DATABASE), constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new CommandError(isShut(error) ? texts.notOwner(dataDir) : texts.noData(dataDir));
  }
}

type OpenedChannel = { act: ControlCommand; close(): Promise<void> };

/** The server of this data, when one listens. */
export async function askRunning(dataDir: string): Promise<ControlCommand | undefined> {
  const unix = controlPath(dataDir);
  if (!existsSync(unix)) return undefined;
  const act = async (name: string, body: unknown) => {
    const url = `http://payambar/${name}`;
    const answer = await fetch(url, { unix, method: 'POST', body: JSON.stringify(body) });
    const reply = (await answer.json()) as { error?: WireError };
    if (reply.error) throw new ApiError(knownCode(reply.error.code), reply.error);
    return reply;
  };
  try {
    await fetch('http://payambar/', { unix });
  } catch {
    // No server listens at a socket that a crash has left.
    return undefined;
  }
  return act as ControlCommand;
}

const knownCode = (code: string): ErrorCode => (code in ERRORS ? (code as ErrorCode) : 'internal');

/** The lock on the data keeps a server from starting meanwhile. */
async function opened(config: Config): Promise<OpenedChannel> {
  process.umask(0o077);
  const write = (line: string): void => void process.stderr.write(line);
  const log = createLog({ ...config, logLevel: 'warn', now: systemClock.now, write });
  const db = await openData(config, randomIds.next(), log);
  const deps = { db, clock: clockOf(db, systemClock), ids: randomIds, log, config };
  const nodes = await reachNodes(deps);
  const management = await createManagement(deps, nodes);
  const serverName = (): string => management.instance.now().name;
  const push = await createPushes(deps, {
    ...{ serverName, isActive: () => false, jobs: management.jobs },
    onNotified() {},
    count() {},
  });
  return {
    act: createControlCommands(management, createPushAdministration(deps, push)),
    async close() {
      await management.jobs.waitUntilIdle();
      await nodes.leave();
      await db.close();
    },
  };
}

type Nodes = Announcer & { leave(): Promise<void> };

/** On PostgreSQL nodes of other machines may serve the same data: their sockets hear of what is done here. */
async function reachNodes(deps: Deps): Promise<Nodes> {
  const nobody = { publish() {}, endSessions() {}, leave: async () => {} };
  if (deps.config.databaseUrl === '') return nobody;
  const { joinAsGuest } = await import('../../cluster/guest.ts');
  return joinAsGuest(deps, ({ event }) => eventFrame(event)).catch((error: unknown) => {
    // Nodes that hear nothing on the bus look at the database every few seconds.
    deps.log.warn('nodes not reached', { error });
    return nobody;
  });
}
