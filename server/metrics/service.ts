import Gauge from 'prom-client/lib/gauge.js';
import Registry from 'prom-client/lib/registry.js';
import type { Deps } from '../deps.ts';
import type { TurnState } from '../turn-state.ts';
import { VERSION } from '../version.ts';
import { createCommandMeter } from './commands.ts';
import { type Descriptors, watchDescriptors } from './descriptors.ts';
import { watchLoop } from './loop.ts';
import { addNodes, type NodesReading } from './nodes.ts';
import { addQueue, type QueueReading } from './queue.ts';
import { addGauges, addTotals, createMeters, type Reading } from './registry.ts';
import { addS3, type S3Reading } from './s3.ts';
import { createSeries } from './series.ts';
import { residentBytes, sizesOf } from './sizes.ts';
import { addTurn } from './turn.ts';

/** What the sockets' side knows. */
export type ConnectionCounts = {
  countConnections(): number;
  countPeople(): number;
  countOverruns(): number;
};
export type Metrics = ReturnType<typeof createMetrics>;

/** Everything that is measured of one server: Prometheus' text for /metrics, and the last day for the page. */
export function createMetrics({ db, config, clock, log }: Deps, live: ConnectionCounts) {
  const registry = new Registry();
  const meters = createMeters(registry);
  const commands = createCommandMeter(meters, registry);
  const lag = watchLoop();
  const descriptors = watchDescriptors({ clock, log });
  const startedAt = clock.now();
  db.observeBatches((size, ms) => {
    meters.commit.observe(ms / 1000);
    meters.batch.observe(size);
  });
  new Gauge({
    name: 'payambar_build_info',
    help: 'Always 1; the version is a label',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version: VERSION }, 1);
  const loop = new Gauge({
    name: 'payambar_event_loop_lag_seconds',
    help: 'How late timers came since the last scrape',
    labelNames: ['quantile'],
    registers: [registry],
  });
  const files = new Gauge({
    name: 'payambar_files_bytes',
    help: 'Bytes that people keep in files, and of uploads under way',
    registers: [registry],
  });
  const uploads = new Gauge({
    name: 'payambar_uploads',
    help: 'Uploads under way',
    registers: [registry],
  });
  const jobs = new Gauge({
    name: 'payambar_jobs',
    help: 'Work to be done later: waiting, and given up after many tries',
    labelNames: ['state'],
    registers: [registry],
  });
  const sizes = sizesOf(config.dataDir, db.bytes);
  addGauges(registry, gauges(live, db, sizes, descriptors));
  addGauges(registry, [
    {
      name: 'payambar_start_time_seconds',
      help: 'When the server started, Unix time',
      read: () => startedAt / 1000,
    },
  ]);
  addTotals(registry, totals(live, db, descriptors));
  const series = createSeries({ clock, stats: db.stats, live, commands, lag });
  return {
    meters,
    commands,
    startedAt,
    series: series.read,
    /** text/plain; version=0.0.4 (Prometheus exposition format). */
    async text(): Promise<string> {
      const kept = await db.read(db.uploads.keptOfAll());
      await sizes.look();
      files.set({}, kept.bytes);
      uploads.set({}, kept.open);
      const { waiting, dead } = await db.read(db.jobs.counts());
      jobs.set({ state: 'waiting' }, waiting);
      jobs.set({ state: 'dead' }, dead);
      const { max, p99 } = series.lag();
      loop.set({ quantile: '1' }, max);
      loop.set({ quantile: '0.99' }, p99);
      return registry.metrics();
    },
    contentType: registry.contentType,
    /** Of a node among others. */
    watchS3: (watch: S3Reading) => addS3(registry, watch),
    watchTurn: (read: () => TurnState) => addTurn(registry, read),
    watchQueue: (read: () => QueueReading) => addQueue(registry, read),
    watchNodes: (read: () => NodesReading) => addNodes(registry, read),
    start: series.start,
    stop(): void {
      series.stop();
      lag.stop();
      descriptors.stop();
    },
  };
}

type Sizes = ReturnType<typeof sizesOf>;

function gauges(
  live: ConnectionCounts,
  db: Deps['db'],
  sizes: Sizes,
  descriptors: Descriptors,
): Reading[] {
  return [
    { name: 'payambar_connections', help: 'Open sockets', read: () => live.countConnections() },
    {
      name: 'payambar_people_connected',
      help: 'People with an open socket',
      read: () => live.countPeople(),
    },
    {
      name: 'payambar_queue_commands',
      help: 'Commands that wait for the writer',
      read: () => db.stats().queued,
    },
    { name: 'payambar_database_bytes', help: 'Size of the database', read: sizes.database },
    ...(sizes.isFile
      ? [{ name: 'payambar_wal_bytes', help: 'Size of the write-ahead log', read: sizes.wal }]
      : []),
    { name: 'payambar_disk_free_bytes', help: 'Free on the disk of the data', read: sizes.free },
    { name: 'payambar_open_files', help: 'Open file descriptors', read: descriptors.open },
    {
      name: 'payambar_resident_memory_bytes',
      help: 'Memory of the process',
      read: residentBytes,
    },
    {
      name: 'payambar_cpu_seconds',
      help: 'CPU time of the process, user and system',
      read: () => {
        const { user, system } = process.cpuUsage();
        return (user + system) / 1e6;
      },
    },
  ];
}

function totals(live: ConnectionCounts, db: Deps['db'], descriptors: Descriptors): Reading[] {
  return [
    {
      name: 'payambar_commits_total',
      help: 'Batches on disk',
      read: () => db.stats().batches,
    },
    {
      name: 'payambar_commit_failures_total',
      help: 'Batches that could not be written',
      read: () => db.stats().failures,
    },
    {
      name: 'payambar_busy_total',
      help: 'Commands refused because too many waited',
      read: () => db.stats().refused,
    },
    {
      name: 'payambar_backpressure_closes_total',
      help: 'Sockets that were closed because their device reads too slowly',
      read: () => live.countOverruns(),
    },
    {
      name: 'payambar_descriptors_exhausted_total',
      help: 'Times that no file descriptor was left',
      read: descriptors.times,
    },
  ];
}
