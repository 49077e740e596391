import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Statement, signatureFile, statementText } from '../server/cli/update/statement.ts';
import { buildExecutable } from './executable.ts';
import type { Options } from './options.ts';
import type { Paths } from './paths.ts';

/** People run it on these machines. x64 runs on processors without AVX2, too: Bun 1.4 has one binary for both. */
const RELEASED = { x64: 'bun-linux-x64', arm64: 'bun-linux-arm64' } as const;

/**
 * Makes `dist/release/`: an executable for each machine, `SHA256SUMS`, `install.sh`, and beside each executable its
 * signature when `PAYAMBAR_SIGNING_KEY` names a private key. Returns the executables' paths.
 */
export async function buildRelease(paths: Paths, options: Options, version: string) {
  const work = join(paths.work, 'release');
  const key = await signingKey();
  await mkdir(work);
  const sums: string[] = [];
  const names: string[] = [];
  for (const [machine, target] of Object.entries(RELEASED)) {
    const name = `payambar-linux-${machine}`;
    const file = join(work, name);
    await rename(await buildExecutable(paths, { ...options, target }), file);
    const sha256 = await sha256Of(file);
    const statement = { version, target: `linux-${machine}`, sha256 };
    if (key) await Bun.write(`${file}.sig`, signStatement(statement, key));
    sums.push(`${sha256}  ${name}`);
    names.push(name);
  }
  await Bun.write(join(work, 'SHA256SUMS'), `${sums.join('\n')}\n`);
  await copyFile(join(paths.root, 'deploy/install.sh'), join(work, 'install.sh'));
  const released = join(paths.dist, 'release');
  await rm(released, { recursive: true, force: true });
  await rename(work, released);
  return names.map((name) => join(released, name));
}

/**
 * Reads an Ed25519 private key in PEM form, as `openssl genpkey -algorithm ed25519` makes it. It is never in the
 * repository.
 */
async function signingKey(): Promise<KeyObject | undefined> {
  const path = process.env.PAYAMBAR_SIGNING_KEY;
  return path ? createPrivateKey(await readFile(path, 'utf8')) : undefined;
}

export function signStatement(statement: Statement, key: KeyObject): string {
  return signatureFile(statement, sign(null, Buffer.from(statementText(statement)), key));
}

export async function sha256Of(path: string): Promise<string> {
  const hash = new Bun.CryptoHasher('sha256');
  for await (const chunk of Bun.file(path).stream()) hash.update(chunk);
  return hash.digest('hex');
}
