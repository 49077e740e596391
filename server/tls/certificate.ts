import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** PEM texts: a chain, the server's own certificate first, and its key. */
export type Certificate = { cert: string; key: string };

/** Why a pair of files cannot be used; the message is the whole sentence. */
export class CertificateError extends Error {}

/** Reads and checks both files. One of a pair that was written before the other is found by the key that does not fit. */
export function readCertificate(files: { tlsCert: string; tlsKey: string }): Certificate {
  const cert = readPem('TLS_CERT', files.tlsCert);
  const key = readPem('TLS_KEY', files.tlsKey);
  const leaf = parsed('TLS_CERT', files.tlsCert, () => new X509Certificate(cert));
  const own = parsed('TLS_KEY', files.tlsKey, () => createPrivateKey(key));
  if (!leaf.checkPrivateKey(own))
    throw new CertificateError(
      `The key in ${files.tlsKey} (TLS_KEY) does not belong to the certificate in ${files.tlsCert} (TLS_CERT).`,
    );
  return { cert, key };
}

/** When the server's own certificate ends, ms. */
export const endOf = ({ cert }: Certificate): number =>
  Date.parse(new X509Certificate(cert).validTo);

function readPem(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CertificateError(`The file ${file} (${name}) cannot be read by this user.`);
  }
}

function parsed<T>(name: string, file: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw new CertificateError(`The file ${file} (${name}) is not in PEM format.`);
  }
}
