import { expect, test } from 'bun:test';
import { programOf } from '../helpers/services/process.ts';
import { credentialNow, LOOPBACK, startRelay } from '../helpers/turn.ts';

test.concurrent.each([
  ['UDP', [], 0],
  ['TCP', ['-t'], 0],
  ['UDP', ['-w', 'a wrong password'], 1],
])(
  'coturn’s own client, by %s with %p: its packets arrive at other clients of it, or none',
  async (_, how, wrong) => {
    using relay = await startRelay();
    const { username, credential } = credentialNow();
    const usual = [
      '-u',
      username,
      '-p',
      `${relay.port}`,
      '-c',
      '-y',
      '-m',
      '2',
      '-n',
      '8',
      '-l',
      '100',
    ];
    const password = how.includes('-w') ? [] : ['-w', credential];
    const command = [
      programOf('turnutils_uclient'),
      ...usual,
      '-z',
      '5',
      ...password,
      ...how,
      LOOPBACK,
    ];
    const child = Bun.spawn(command, { stdout: 'pipe', stderr: 'pipe' });
    const said = await new Response(child.stdout).text();
    const isRefused = (await child.exited) !== 0;
    expect(isRefused).toBe(wrong === 1);
    expect(relay.turn.counts.packets).toBe(wrong === 1 ? 0 : 16);
    if (!isRefused) expect(said).toContain('Total lost packets 0 ');
  },
);
