import { expect, test } from 'bun:test';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRoot } from '../../build/rootfs.ts';
import { EXECUTABLE } from '../helpers/program.ts';
import { stablePort } from '../helpers/services/process.ts';
import { cageCommand, isRoot, makeMountPoints } from './lib/cage.ts';
import { begin, readTexts, untilAnswering } from './lib/conversation.ts';
import { execForm, instructionsOf, RULES, runtimeOf, valuesOf } from './lib/dockerfile.ts';

const PROJECT = join(import.meta.dir, '../..');
const TEXT = await Bun.file(join(PROJECT, 'Dockerfile')).text();
const ALL = instructionsOf(TEXT);
const RUNTIME = runtimeOf(ALL);

test.each(Object.entries(RULES))('the Dockerfile keeps to %s', (_, rule) => {
  expect(rule(ALL)).toBe(true);
});

test.each([
  ['DL3000 absolute WORKDIR', 'FROM scratch\nWORKDIR src'],
  ['DL3002 the last user is not root', 'FROM scratch\nUSER root'],
  ['DL3002 the last user is not root', 'FROM a:1 AS b\nUSER me\nFROM scratch'],
  ['DL3003 WORKDIR instead of cd', 'FROM scratch\nRUN cd /src && make'],
  ['DL3004 no sudo', 'FROM scratch\nRUN sudo make'],
  ['DL3006 a tag for every base', 'ARG TAG=1\nFROM debian'],
  ['DL3007 never latest', 'FROM debian:latest'],
  ['DL3011 ports that exist', 'FROM scratch\nEXPOSE 80000'],
  ['DL3020 COPY instead of ADD', 'FROM scratch\nADD a /a'],
  ['DL3022 copies from a stage that exists', 'FROM scratch\nCOPY --from=build a /a'],
  ['DL3025 commands as JSON', 'FROM scratch\nENTRYPOINT /payambar'],
  ['DL3027 no apt', 'FROM scratch\nRUN apt install x'],
  ['DL3057 a health check', 'FROM scratch'],
  ['DL4000 no MAINTAINER', 'FROM scratch\nMAINTAINER me'],
  ['DL4003 one CMD', 'FROM scratch\nCMD ["a"]\nCMD ["b"]'],
  ['DL4004 one ENTRYPOINT', 'FROM scratch\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]'],
  ['DL4006 a pipe fails as a whole', 'FROM scratch\nRUN make \\\n | tee log'],
])('%s is a rule that can be broken: %j', (name, text) => {
  expect(RULES[name]?.(instructionsOf(text))).toBe(false);
});

test('the image is an empty one with the folder of build/rootfs.ts and one for the data', () => {
  expect(valuesOf(RUNTIME, 'FROM')).toEqual(['scratch']);
  expect(valuesOf(RUNTIME, 'COPY')).toEqual([
    '--from=build /root-of-image /',
    '--from=build --chown=65532:65532 /data-of-image /data',
  ]);
  expect(valuesOf(RUNTIME, 'VOLUME')).toEqual(['/data']);
});

test('compose gives it a read-only root, a ceiling of memory, and nothing of the machine', async () => {
  const text = await Bun.file(join(PROJECT, 'deploy/compose.yaml')).text();
  const { services, networks } = Bun.YAML.parse(text) as {
    services: Record<string, { environment: { TRUSTED_PROXIES: string } }>;
    networks: { default: { ipam: { config: { gateway: string }[] } } };
  };
  // Only the one address that the proxy comes from is believed, and none beside it.
  const gateways = networks.default.ipam.config.map(({ gateway }) => gateway);
  expect([services.payambar?.environment.TRUSTED_PROXIES]).toEqual(gateways);
  expect(services.payambar).toMatchObject({
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    mem_limit: '512m',
    volumes: ['data:/data'],
    ports: ['127.0.0.1:8080:8080'],
  });
});

test('with exactly those files, as its user on a read-only root, it serves, answers its health check and stops', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'payambar-image-'));
  const [root, data] = [join(dir, 'root'), join(dir, 'data')];
  try {
    await makeRoot(EXECUTABLE, root);
    const files = (await Array.fromAsync(new Bun.Glob('**').scan({ cwd: root }))).sort();
    expect(files.filter((file) => !/^lib(64)?\//.test(file))).toEqual([
      'etc/group',
      'etc/passwd',
      'payambar',
    ]);
    await makeMountPoints(root);
    const [user = ''] = valuesOf(RUNTIME, 'USER');
    const id = Number(user.split(':')[0]);
    await Bun.$`mkdir ${data}`;
    if (isRoot) chownSync(data, id, id);
    const [env = ''] = valuesOf(RUNTIME, 'ENV');
    const port = stablePort();
    const url = `http://127.0.0.1:${port}`;
    const inside = (command: string[]) =>
      Bun.spawn(cageCommand(root, data, id, command), {
        env: {
          PATH: process.env.PATH ?? '',
          PORT: String(port),
          REGISTRATION: 'open',
          ...Object.fromEntries(env.split(' ').map((one) => one.split('='))),
        },
        stdout: 'pipe',
        stderr: 'inherit',
      });
    const [entry = ''] = valuesOf(RUNTIME, 'ENTRYPOINT');
    const [health = ''] = valuesOf(RUNTIME, 'HEALTHCHECK');
    expect(await inside(execForm(health)).exited).toBe(3);
    const server = inside(execForm(entry));
    await untilAnswering(url);
    const sara = await begin(url, ['از درون کانتینر']);
    expect(await readTexts(url, sara)).toEqual(['از درون کانتینر']);
    expect(await inside(execForm(health)).exited).toBe(0);
    const wanted = isRoot ? id : process.getuid?.();
    expect(statSync(join(data, 'payambar.db')).uid).toBe(wanted ?? -1);
    expect(existsSync(join(root, 'data/payambar.db'))).toBe(false);
    server.kill();
    expect(await server.exited).toBe(0);
    expect(readdirSync(data)).toContain('payambar.db');
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
