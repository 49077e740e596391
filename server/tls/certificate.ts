import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UserFacingError } from '../../db/engine/user-error.ts';

/** PEM texts: a chain, the server's own certificate first, and its key. */
export type Certificate = { cert: string; key: string };

/** Why a pair of files cannot be used. */
export class CertificateError extends UserFacingError {}

/** Reads and checks both files. One of a pair that was written before the other is found by the key that does not fit. */
export function readCertificate(files: { tlsCert: string; tlsKey: string }): Certificate {
  const cert = readPem('TLS_CERT', files.tlsCert);
  const key = readPem('TLS_KEY', files.tlsKey);
  const leaf = parseWith('TLS_CERT', files.tlsCert, () => new X509Certificate(cert));
  const own = parseWith('TLS_KEY', files.tlsKey, () => createPrivateKey(key));
  if (!leaf.checkPrivateKey(own))
    throw new CertificateError({
      en: `The key in ${files.tlsKey} (TLS_KEY) does not belong to the certificate in ${files.tlsCert} (TLS_CERT).`,
      fa: `کلید ${files.tlsKey} (TLS_KEY) از آنِ گواهی ${files.tlsCert} (TLS_CERT) نیست.`,
    });
  return { cert, key };
}

/** When the server's own certificate ends, ms. */
export const endOf = ({ cert }: Certificate): number =>
  Date.parse(new X509Certificate(cert).validTo);

function readPem(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CertificateError({
      en: `The file ${file} (${name}) cannot be read by this user.`,
      fa: `این کاربر نمی‌تواند فایل ${file} (${name}) را بخواند.`,
    });
  }
}

function parseWith<T>(name: string, file: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw new CertificateError({
      en: `The file ${file} (${name}) is not in PEM format.`,
      fa: `فایل ${file} (${name}) به قالب PEM نیست.`,
    });
  }
}
