import { expect, test } from 'bun:test';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram, tempDir } from '../helpers/program.ts';
import { listenForDatagrams } from './lib/datagrams.ts';

const UNIT = join(import.meta.dir, '../../deploy/payambar.service');
const text = await Bun.file(UNIT).text();
const analyze = Bun.which('systemd-analyze', { PATH: '/usr/bin:/bin' });

test('the unit lets nothing go that the server does not need', () => {
  const lines = text.split('\n');
  for (const line of [
    ...['Type=notify', 'User=payambar', 'NoNewPrivileges=yes', 'ProtectSystem=strict'],
    ...['CapabilityBoundingSet=', 'SystemCallFilter=@system-service', 'Restart=always'],
    ...['StartLimitIntervalSec=0', 'LimitNOFILE=65536', 'UMask=0077', 'StateDirectoryMode=0700'],
  ])
    expect(lines).toContain(line);
  expect(text).toMatch(/^MemoryMax=/m);
  expect(text).toMatch(/^RestartMaxDelaySec=/m);
});

test('systemd itself rates its exposure 2.0 or less, where systemd is', async () => {
  using folder = tempDir();
  const unit = join(folder.path, 'payambar.service');
  copyFileSync(UNIT, unit);
  const command = analyze
    ? [analyze, 'security', '--offline=true', '--threshold=20', unit]
    : ['true'];
  const child = Bun.spawn(command, { stdout: 'pipe', stderr: 'ignore' });
  const out = await Bun.readableStreamToText(child.stdout);
  expect(await child.exited).toBe(0);
  if (analyze) expect(Number(/exposure level for \S+: ([\d.]+)/.exec(out)?.[1])).toBeLessThan(2.1);
});

test.each(['path', 'abstract'])(
  'the server says when it is ready, that it turns, and that it stops (%s socket)',
  async (kind) => {
    using folder = tempDir();
    const path = kind === 'path' ? join(folder.path, 'notify') : `@payambar-${crypto.randomUUID()}`;
    using manager = listenForDatagrams(path);
    const env = {
      DATA_DIR: join(folder.path, 'data'),
      NOTIFY_SOCKET: path,
      WATCHDOG_USEC: '100000',
    };
    const program = await startProgram([], env);
    expect(await manager.next()).toBe('READY=1');
    expect((await fetch(`${program.url}/health`)).status).toBe(200);
    expect(await manager.next()).toBe('WATCHDOG=1');
    expect(await program.stop()).toBe(0);
    let last = await manager.next();
    while (last === 'WATCHDOG=1') last = await manager.next();
    expect(last).toBe('STOPPING=1');
  },
);
