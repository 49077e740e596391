import { type Config, readConfig } from '../../config.ts';
import { BUCKET_KNOWN, bucketOf, hasS3 } from '../../files/place.ts';
import type { S3 } from '../../files/s3/client.ts';
import { S3Error } from '../../files/s3/errors.ts';
import {
  type MovedFiles,
  moveToBucket,
  moveToDisk,
  waitingInBucket,
  waitingOnDisk,
} from '../../files/s3/move.ts';
import { connectS3 } from '../../files/s3/open.ts';
import { probeBucket } from '../../files/s3/probe.ts';
import { createFilesStore } from '../../files/store.ts';
import { openData } from '../../open-data.ts';
import { CommandError, EXIT } from '../command.ts';
import { toBucketFinding } from '../doctor/checks/bucket.ts';
import { sentences } from '../doctor/finding.ts';
import { randomIds } from '../lib/ids.ts';
import { becomeOwner, mustBeReadable } from '../lib/owner.ts';
import { printLine, sayJson, sizeOf } from '../lib/print.ts';
import { withProgress } from '../lib/progress.ts';
import { readRunFile } from '../lib/run-file.ts';
import { type Options, sourcesOf } from '../sources.ts';
import type { TerminalLanguage } from '../texts.ts';
import { FILES_TEXTS } from './texts.ts';

type Order = {
  to: string;
  dryRun: boolean;
  json: boolean;
  options: Options;
  language: TerminalLanguage;
};
type Run = Order & { config: Config; s3: S3; isRunning: boolean };

/** `payambar files move --to s3|disk`: beside a server that knows the bucket, or on data at rest. */
export async function moveFiles(order: Order): Promise<void> {
  const { to, language, options } = order;
  const texts = FILES_TEXTS[language];
  if (to !== 's3' && to !== 'disk') throw new CommandError(texts.badPlace(to), EXIT.usage);
  const config = readConfig(sourcesOf({ ...options, env: process.env }));
  if (!hasS3(config)) throw new CommandError(texts.noBucket, EXIT.usage);
  mustBeReadable(config.dataDir, language);
  becomeOwner(config.dataDir);
  process.umask(0o077);
  const note = await readRunFile(config.dataDir);
  // A server that does not look into the bucket would answer that people's files are gone.
  if (note && note.bucket !== bucketOf(config))
    throw new CommandError(texts.otherServer, EXIT.refused);
  const s3 = connectS3(config);
  const run: Run = { ...order, config, s3, isRunning: note !== undefined };
  try {
    await (run.isRunning ? moveAll(run) : moveAtRest(run));
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    throw new CommandError(texts.failed(error.reason));
  }
}

/** The lock of the data keeps a server from starting meanwhile, and its next start knows where the files are. */
async function moveAtRest(run: Run): Promise<void> {
  const { config, s3, language, to, dryRun } = run;
  const db = await openData(config, randomIds.next());
  try {
    const serverId = await db.read(db.settings.get('server.id'));
    const name = randomIds.next();
    const state = await probeBucket(s3, config.s3Prefix, { name, serverId });
    if (state.problem !== undefined)
      throw new CommandError(
        sentences(toBucketFinding(bucketOf(config), state), language).join('. '),
      );
    if (to === 's3' && !dryRun)
      await db.write(() => db.settings.set(BUCKET_KNOWN, bucketOf(config)));
    const isWhole = await moveAll(run);
    if (to === 'disk' && isWhole && !dryRun) await db.write(() => db.settings.drop(BUCKET_KNOWN));
  } finally {
    await db.close();
  }
}

/** Whether nothing is left behind. */
async function moveAll(run: Run): Promise<boolean> {
  const { config, s3, to, dryRun, json, language } = run;
  const texts = FILES_TEXTS[language];
  const disk = createFilesStore(config.dataDir);
  const place = { disk, s3, prefix: config.s3Prefix };
  const waiting = to === 's3' ? await waitingOnDisk(disk) : await waitingInBucket(place);
  const bytes = waiting.reduce((sum, { size }) => sum + size, 0);
  const told = (files: number, size: number) =>
    [new Intl.NumberFormat(language).format(files), sizeOf(size, language)] as const;
  if (dryRun) {
    if (json) sayJson({ to, dryRun, files: waiting.length, bytes });
    else printLine(texts.would(...told(waiting.length, bytes)));
    return false;
  }
  let stopped = false;
  const stop = () => {
    stopped = true;
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const moved: MovedFiles = await withProgress(
    language,
    texts.progress,
    bytes,
    (tick) => {
      const counted = (size: number): void => {
        tick(size);
        if (stopped) throw new CommandError(texts.stopped);
      };
      const move = { ...place, tick: counted };
      return to === 's3' ? moveToBucket(move, waiting) : moveToDisk(move, waiting);
    },
    { quiet: json },
  );
  if (json) sayJson({ to, dryRun, ...moved });
  else show(run, moved, told(moved.files, moved.bytes));
  if (moved.damaged.length > 0) process.exitCode = EXIT.wrong;
  return moved.damaged.length === 0;
}

function show(
  { to, language, isRunning }: Run,
  moved: MovedFiles,
  told: readonly [string, string],
) {
  const texts = FILES_TEXTS[language];
  printLine(texts.moved(...told));
  for (const sha256 of moved.damaged) printLine(texts.damaged(sha256));
  if (to === 'disk') printLine(isRunning ? texts.backRunning : texts.backStopped);
}
