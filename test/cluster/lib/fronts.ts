import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { around, type Front, startProxy } from '../../deploy/lib/proxy.ts';
import type { Pair } from '../../helpers/certificates.ts';
import { NAME } from '../../helpers/certificates.ts';
import { programOf, stablePort } from '../../helpers/services/process.ts';

const DEPLOY = join(import.meta.dir, '../../../deploy/cluster');

/** These stand in an example for the machines that it is for. `targets`: the ports of three nodes. */
export type Place = { folder: string; targets: readonly number[]; pair: Pair };

/** Puts ports of this machine in the place of the three nodes. */
async function exampleOf(name: string, targets: readonly number[]): Promise<string> {
  const text = await Bun.file(join(DEPLOY, name)).text();
  return text.replace(/\bnode([123]):8080/g, (_, n) => `127.0.0.1:${targets[Number(n) - 1]}`);
}

const ports = () => ({ plain: stablePort(), secure: stablePort() });

/** Runs the example in Debian's HAProxy, with its ports, log, user and files replaced. */
export async function startHaproxyFront({ folder, targets, pair }: Place): Promise<Front> {
  const { plain, secure } = ports();
  const home = makeHome(folder, `haproxy-${secure}`);
  const pem = join(home, 'payambar.pem');
  await Bun.write(pem, (await Bun.file(pair.cert).text()) + (await Bun.file(pair.key).text()));
  const text = (await exampleOf('haproxy.cfg', targets))
    .replace('bind :80\n', `bind 127.0.0.1:${plain}\n`)
    .replace('bind :443', `bind 127.0.0.1:${secure}`)
    .replace('/etc/haproxy/payambar.pem', pem)
    .replace('log /dev/log local0', 'log stderr format raw local0')
    .replace(/^ *(user|group) haproxy\n/gm, '')
    // It reserves memory for each.
    .replace('maxconn 100000', 'maxconn 1000');
  const file = join(home, 'haproxy.cfg');
  await Bun.write(file, text);
  return startProxy(['haproxy', '-db', '-f', file], { plain, secure });
}

/** Runs the example in Debian's nginx. */
export async function startNginxFront({ folder, targets, pair }: Place): Promise<Front> {
  const { plain, secure } = ports();
  const home = makeHome(folder, `nginx-${secure}`);
  const site = (await exampleOf('nginx.conf', targets))
    .replaceAll(/^ *listen \[::\].*\n/gm, '')
    .replaceAll('listen 80;', `listen 127.0.0.1:${plain};`)
    .replaceAll('listen 443', `listen 127.0.0.1:${secure}`)
    .replace(/^( *ssl_certificate ).*;/m, `$1${pair.cert};`)
    .replace(/^( *ssl_certificate_key ).*;/m, `$1${pair.key};`);
  const file = join(home, 'nginx.conf');
  await Bun.write(file, around(home, site));
  return startProxy(['nginx', '-p', home, '-e', 'stderr', '-c', file], { plain, secure });
}

/** Runs the example in Debian's Caddy, which is given a certificate instead of getting one. */
export async function startCaddyFront({ folder, targets, pair }: Place): Promise<Front> {
  const { plain, secure } = ports();
  const home = makeHome(folder, `caddy-${secure}`);
  const site = (await exampleOf('Caddyfile', targets)).replace(
    `${NAME} {`,
    `${NAME} {\n\ttls ${pair.cert} ${pair.key}`,
  );
  const options = ['admin off', 'default_bind 127.0.0.1', `http_port ${plain}`];
  const file = join(home, 'Caddyfile');
  await Bun.write(file, `{\n\t${options.join('\n\t')}\n\thttps_port ${secure}\n}\n${site}`);
  const command = ['caddy', 'run', '--adapter', 'caddyfile', '--config', file];
  return startProxy(command, { plain, secure, env: { HOME: home, XDG_DATA_HOME: home } });
}

function makeHome(folder: string, name: string): string {
  const home = join(folder, name);
  mkdirSync(home);
  return home;
}

/** Lets a program say what it thinks of a file; resolves with its exit code and what it said. */
export async function ask(command: string[], env: Record<string, string> = {}) {
  const [program = '', ...args] = command;
  const child = Bun.spawn([programOf(program), ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const said = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { code: await child.exited, said: said.join('\n') };
}
