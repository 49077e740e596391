import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { NAME, type Pair } from '../../helpers/certificates.ts';
import { stablePort } from '../../helpers/services/process.ts';
import { until } from '../../helpers/until.ts';

const DEPLOY = join(import.meta.dir, '../../../deploy');

/** These stand in the example for the machine that it is for. `target`: port of the server. */
export type Place = { folder: string; target: number; pair: Pair };
export type Front = { url: string; at: string; plainAt: string; stop(): Promise<void> };
/** Puts a fault in. */
export type Edit = (text: string) => string;

/** Runs the example of deploy/ in Debian's nginx, with its name, ports and files replaced. */
export async function startNginx({ folder, target, pair }: Place, edit: Edit): Promise<Front> {
  const [plain, secure] = [stablePort(), stablePort()];
  const text = edit(await Bun.file(join(DEPLOY, 'nginx.conf')).text());
  const site = text
    .replaceAll(/^ *listen \[::\].*\n/gm, '')
    .replaceAll('listen 80;', `listen 127.0.0.1:${plain};`)
    .replaceAll('listen 443', `listen 127.0.0.1:${secure}`)
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${target}`)
    .replace(/^( *ssl_certificate ).*;/m, `$1${pair.cert};`)
    .replace(/^( *ssl_certificate_key ).*;/m, `$1${pair.key};`);
  const prefix = join(folder, `nginx-${secure}`);
  mkdirSync(prefix);
  await Bun.write(join(prefix, 'nginx.conf'), around(prefix, site));
  const command = ['nginx', '-p', prefix, '-e', 'stderr', '-c', join(prefix, 'nginx.conf')];
  return startProxy(command, { plain, secure });
}

/** Wraps a site: Debian's own nginx.conf compresses unless the site says no; this one compresses all it can. */
export const around = (prefix: string, site: string): string => `daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid ${prefix}/pid;
error_log stderr crit;
worker_processes 1;
events {}
http {
  access_log off;
  gzip on; gzip_types *; gzip_proxied any; gzip_min_length 1;
  proxy_cache_path ${prefix}/cache keys_zone=kept:1m;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${prefix}/${name};`)
    .join('\n  ')}
${site}
}
`;

/** Runs the same with Debian's Caddy, which is given a certificate instead of getting one. */
export async function startCaddy({ folder, target, pair }: Place, edit: Edit): Promise<Front> {
  const [plain, secure] = [stablePort(), stablePort()];
  const text = edit(await Bun.file(join(DEPLOY, 'Caddyfile')).text());
  const site = text
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${target}`)
    .replace(`${NAME} {`, `${NAME} {\n\ttls ${pair.cert} ${pair.key}`);
  const options = ['admin off', 'default_bind 127.0.0.1'];
  const ports = [`http_port ${plain}`, `https_port ${secure}`];
  const home = join(folder, `caddy-${secure}`);
  mkdirSync(home);
  const file = join(home, 'Caddyfile');
  await Bun.write(file, `{\n\t${[...options, ...ports].join('\n\t')}\n}\n${site}`);
  const command = ['caddy', 'run', '--adapter', 'caddyfile', '--config', file];
  return startProxy(command, { plain, secure, env: { HOME: home, XDG_DATA_HOME: home } });
}

export type Ports = { plain: number; secure: number; env?: Record<string, string> };

/** Runs a proxy until it takes connections. */
export async function startProxy(command: string[], { plain, secure, env }: Ports): Promise<Front> {
  const path = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;
  const [program = ''] = command;
  const found = Bun.which(program, { PATH: path });
  if (!found) throw new Error(`${program} is missing: apt-get install ${program}`);
  const child = Bun.spawn([found, ...command.slice(1)], {
    env: { PATH: path, ...env },
    stdout: 'ignore',
    stderr: 'pipe',
  });
  const said = new Response(child.stderr).text();
  await until(async () => child.exitCode !== null || (await listens(secure)), true);
  if (child.exitCode !== null) throw new Error(`${program}: ${await said}`);
  return {
    url: `https://${NAME}`,
    at: `127.0.0.1:${secure}`,
    plainAt: `127.0.0.1:${plain}`,
    async stop() {
      child.kill('SIGTERM');
      await child.exited;
    },
  };
}

function listens(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1');
  socket.on('connect', () => resolve(true));
  socket.on('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}
