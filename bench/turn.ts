/**
 * Voice calls that are relayed at both ends, by our relay and by Debian's coturn one after the other: 50 packets a second of 100
 * bytes each way, made by coturn's own client. What each takes of a core and of memory, and how many packets are lost.
 * BENCH_CALLS: how many (50); BENCH_SECONDS: how long (20).
 */
import { join } from 'node:path';
import { searchPath } from '../scripts/apt.ts';
import { credentialOf } from '../server/turn/credentials.ts';
import { cpuMs, freePort, memoryKb, serverCommand, tempDir } from './lib/process.ts';
import { type Figure, runAlone } from './lib/report.ts';

const CALLS = Number(process.env.BENCH_CALLS ?? 50);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const BETWEEN_MS = 20;
const BYTES = 100;
const SECRET = 'a secret of the bench, of at least 32 characters';
const LOOPBACK = '127.0.0.1';

const PACKETS = Math.round((SECONDS * 1000) / BETWEEN_MS);

type Measured = { corePercent: number; lost: number; mb: number; ownMb: number; us: number };

const env = { PATH: searchPath() };

function ours(folder: string, port: number): Bun.Subprocess {
  const command = [...serverCommand(), 'turn'];
  const settings = {
    ...{ TURN_PORT: `${port}`, TURN_HOST: LOOPBACK, TURN_ADDRESS: LOOPBACK, TURN_SECRET: SECRET },
    ...{ TURN_USER_ALLOCATIONS: '10000', TURN_ALLOW_PEERS: '127.0.0.0/8', DATA_DIR: folder },
    PAYAMBAR_ENV_FILE: '/dev/null',
  };
  return Bun.spawn(command, {
    cwd: folder,
    env: { ...process.env, ...env, ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function coturn(folder: string, port: number): Promise<Bun.Subprocess> {
  const conf = join(folder, 'turnserver.conf');
  const lines = [
    ...['use-auth-secret', `static-auth-secret=${SECRET}`, 'realm=chat.example.org'],
    ...[`listening-port=${port}`, `listening-ip=${LOOPBACK}`, `relay-ip=${LOOPBACK}`],
    ...[
      'allow-loopback-peers',
      'cli-password=bench',
      'no-cli',
      'no-tls',
      'no-dtls',
      'no-tcp-relay',
    ],
    ...['simple-log', `log-file=${join(folder, 'log')}`, `pidfile=${join(folder, 'pid')}`],
    `userdb=${join(folder, 'db')}`,
  ];
  await Bun.write(conf, `${lines.join('\n')}\n`);
  return Bun.spawn(['turnserver', '-c', conf], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
}

type Start = (folder: string, port: number) => Bun.Subprocess | Promise<Bun.Subprocess>;

async function round(start: Start): Promise<Measured> {
  const dir = tempDir('turn');
  const port = freePort();
  const relay = await start(dir.path, port);
  try {
    await listening(port);
    const { username, credential } = credentialOf(
      SECRET,
      `${Math.floor(Date.now() / 1000) + 3600}:bench`,
    );
    const load = [
      '-m',
      `${2 * CALLS}`,
      '-n',
      `${PACKETS}`,
      '-z',
      `${BETWEEN_MS}`,
      '-l',
      `${BYTES}`,
    ];
    const who = ['-u', username, '-w', credential, '-p', `${port}`, '-c', '-y'];
    let mb = 0;
    let ownMb = 0;
    let cpu = 0;
    const look = () => {
      const { resident, anonymous } = memoryKb(relay.pid);
      mb = Math.max(mb, resident / 1024);
      ownMb = Math.max(ownMb, anonymous / 1024);
      cpu = cpuMs(relay.pid);
    };
    look();
    const before = cpu;
    const timer = setInterval(look, 100);
    const client = Bun.spawn(['turnutils_uclient', ...who, ...load, LOOPBACK], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const said = await new Response(client.stdout).text();
    clearInterval(timer);
    look();
    if ((await client.exited) !== 0) throw new Error(`coturn's client: ${said.slice(-500)}`);
    const [, lost = ''] = /Total lost packets (-?\d+) /.exec(said) ?? [];
    const ms = cpu - before;
    return {
      // Of the time in which packets were due, whatever the client took before and after it.
      corePercent: ms / SECONDS / 10,
      us: (1000 * ms) / (2 * CALLS * PACKETS),
      ...{ lost: Number(lost), mb, ownMb },
    };
  } finally {
    relay.kill('SIGKILL');
    await relay.exited;
    dir.remove();
  }
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      const socket = await Bun.connect({ hostname: LOOPBACK, port, socket: { data() {} } });
      socket.end();
      return;
    } catch {
      await Bun.sleep(50);
    }
  }
  throw new Error('the relay did not start');
}

export async function turn(): Promise<Figure[]> {
  const [own, other] = [await round(ours), await round(coturn)];
  const line = (name: string, value: number, unit: string, target?: number): Figure => ({
    ...{ bench: 'turn', name, value, unit },
    ...(target === undefined ? {} : { target }),
  });
  return [
    line(`CPU of the relay, ${CALLS} calls`, own.corePercent, '% of a core', 15),
    line('the same of coturn', other.corePercent, '% of a core'),
    line('the first through the second', own.corePercent / other.corePercent, '×', 2),
    line('CPU a packet sent', own.us, 'µs'),
    line('the same of coturn', other.us, 'µs'),
    line('packets lost', own.lost, '', 0),
    line('packets lost by coturn', other.lost, ''),
    // The rest are pages of the executable, which the server has in memory anyway.
    line('memory of the relay alone, most', own.ownMb, 'MB', 60),
    line('with the pages of the executable', own.mb, 'MB'),
    line('memory of coturn, most', other.mb, 'MB'),
  ];
}

if (import.meta.main) await runAlone(turn);
