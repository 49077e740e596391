import { expect, test } from 'bun:test';
import { startServer } from '../helpers/app.ts';
import { onPostgres } from '../helpers/data.ts';

type Dashboard = { panels: { title: string; targets: { expr: string }[] }[] };

test('every number that the Grafana dashboard draws is one that the server gives', async () => {
  const server = await startServer();
  const text = await (await fetch(`${server.url}/metrics`)).text();
  await server.stop();
  const given = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  const dashboard: Dashboard = await Bun.file('deploy/grafana/payambar.json').json();
  const drawn = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  expect(drawn.length).toBeGreaterThan(15);
  const names = drawn.flatMap((expr) => expr.match(/payambar_[a-z_]+/g) ?? []);
  const unknown = names.filter((name) => !given.has(name.replace(/_bucket$/, '')));
  // PostgreSQL's log is its own.
  expect(unknown).toEqual(onPostgres ? ['payambar_wal_bytes'] : []);
});
