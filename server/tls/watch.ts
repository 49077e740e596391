import type { Log } from '../log.ts';
import { type Certificate, CertificateError, readCertificate } from './certificate.ts';

/** certbot replaces links, others write in place, two files one after the other: looking is surer than inotify. */
const EVERY_MS = 60_000;

type Options = {
  files: { tlsCert: string; tlsKey: string };
  first: Certificate;
  log: Log;
  renewed(certificate: Certificate): void;
  everyMs?: number;
};

/** Looks once a minute, and at SIGHUP. A pair that does not fit is left alone: the old one goes on. */
export function watchCertificate({ files, first, log, renewed, everyMs = EVERY_MS }: Options) {
  let current = first;
  let complained = '';

  function checkFiles(): void {
    try {
      const found = readCertificate(files);
      complained = '';
      if (found.cert === current.cert && found.key === current.key) return;
      current = found;
      renewed(found);
    } catch (error) {
      if (!(error instanceof CertificateError)) throw error;
      if (error.message !== complained) log.warn('certificate not renewed', { error });
      complained = error.message;
    }
  }

  const timer = setInterval(checkFiles, everyMs);
  timer.unref();
  process.on('SIGHUP', checkFiles);
  return {
    checkFiles,
    stop(): void {
      clearInterval(timer);
      process.off('SIGHUP', checkFiles);
    },
  };
}
