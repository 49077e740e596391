import { join } from 'node:path';

export const NAME = 'chat.example.com';

export type Pair = { cert: string; key: string };

async function openssl(...args: string[]): Promise<void> {
  const child = Bun.spawn(['openssl', ...args], { stdout: 'ignore', stderr: 'pipe' });
  const said = await new Response(child.stderr).text();
  if ((await child.exited) !== 0) throw new Error(`openssl ${args[0]}: ${said}`);
}

/** openssl wants ends of certificates as UTC times: `YYYYMMDDHHMMSSZ`. */
const stampOf = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;

const DAY_MS = 86_400_000;
const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Makes a certificate that vouches for itself, by the openssl of the machine. */
export async function certifyItself({ cert, key }: Pair, name: string, ...more: string[]) {
  const subject = ['-subj', `/CN=${name}`, ...more];
  await openssl('req', '-x509', ...EC, '-days', '30', ...subject, '-keyout', key, '-out', cert);
}

/** Makes an authority of the tests' own, in a folder; programs trust it by `NODE_EXTRA_CA_CERTS`. */
export async function makeAuthority(folder: string) {
  const at = (name: string): string => join(folder, name);
  const own = { cert: at('ca.pem'), key: at('ca.key') };
  await certifyItself(own, 'Authority of the tests');
  await Bun.write(at('ca.conf'), configuration(folder));
  await Bun.write(at('index.txt'), '');
  await Bun.write(at('serial'), '01\n');
  return {
    cert: own.cert,
    /** Issues a certificate for `name` whose time ends in so many days; −1 for one that ended yesterday. */
    async issue(name: string, days: number): Promise<Pair> {
      const pair = { cert: at(`${name}.${days}.pem`), key: at(`${name}.${days}.key`) };
      const request = `${pair.key}.csr`;
      await openssl('req', ...EC, '-subj', `/CN=${name}`, '-keyout', pair.key, '-out', request);
      const names = at(`${name}.names`);
      await Bun.write(names, `subjectAltName=DNS:${name}\n`);
      const times = [
        '-startdate',
        stampOf(Date.now() - 60 * DAY_MS),
        '-enddate',
        stampOf(Date.now() + days * DAY_MS + 3_600_000),
      ];
      const files = ['-in', request, '-out', pair.cert, '-extfile', names];
      await openssl('ca', '-batch', '-notext', '-config', at('ca.conf'), ...times, ...files);
      return pair;
    },
  };
}

/** `openssl x509` of OpenSSL 3.0 cannot say when a certificate begins or ends; `openssl ca` can. */
const configuration = (folder: string): string => `[ca]
default_ca = own
[own]
dir = ${folder}
database = ${folder}/index.txt
serial = ${folder}/serial
new_certs_dir = ${folder}
certificate = ${folder}/ca.pem
private_key = ${folder}/ca.key
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
`;
