import { errorCode } from '../../db/engine/error-codes.ts';
import { persianDigits, UserFacingError } from '../../db/engine/user-error.ts';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { quoted } from '../terminal.ts';
import { type Certificate, endOf, readCertificate } from '../tls/certificate.ts';
import { watchCertificate } from '../tls/watch.ts';

/** Why the server cannot start. */
export class StartError extends UserFacingError {}

type Options = Pick<App, 'app' | 'hub'> & { config: Config; log: Log };

type Listener = {
  port: number;
  /** As seen from this machine. */
  url: string;
  /** Takes no more; resolved when all that was open has ended. */
  stop(): Promise<void>;
  /** Cuts off what is still open. */
  cut(): Promise<void>;
};

/** Devices return spread over this time, so that a new certificate is no stampede. */
const SPREAD_MS = 5_000;

/** Listens, with the certificate of `TLS_CERT` and `TLS_KEY` if they are set; a renewed one is taken over. */
export function listen({ app, hub, config, log }: Options): Listener {
  const first = certificateOf(config);
  let server = open(config.port, first);
  const port = server.port ?? config.port;
  const watch = first && watchCertificate({ files: config, first, log, renewed: replace });

  function open(on: number, tls: Certificate | undefined) {
    try {
      // Without `reusePort: false` a second server would share the port unnoticed, and half of the sockets.
      app.listen({ hostname: config.host, port: on, reusePort: false, ...(tls && { tls }) });
    } catch (error) {
      throw startError(error, config);
    }
    const opened = app.server;
    if (!opened) throw new StartError({ en: 'The server did not start.', fa: 'سرور اجرا نشد.' });
    hub.attach(
      (topic, frame) => opened.publish(topic, frame),
      (topic) => opened.subscriberCount(topic),
    );
    return opened;
  }

  /** Bun cannot change the certificate of an open port (oven-sh/bun#43815): it is closed and opened within a millisecond. */
  function replace(certificate: Certificate): void {
    const old = server;
    void old.stop();
    server = open(port, certificate);
    // These sockets are subscribed at the old server, which publishes nothing any more.
    hub.sendAway(SPREAD_MS);
    setTimeout(() => void old.stop(true), SPREAD_MS).unref();
    log.info('certificate renewed', { until: new Date(endOf(certificate)).toISOString() });
  }

  return {
    port,
    url: `${first ? 'https' : 'http'}://${hostInUrl(config.host)}:${port}`,
    stop() {
      watch?.stop();
      return server.stop();
    },
    cut: () => server.stop(true),
  };
}

/** Undefined: none is set. */
export function certificateOf(config: Config): Certificate | undefined {
  if (config.tlsCert === '' && config.tlsKey === '') return undefined;
  if (config.tlsCert === '' || config.tlsKey === '')
    throw new StartError({
      en: 'TLS_CERT and TLS_KEY belong together: set both, or neither.',
      fa: 'TLS_CERT و TLS_KEY با هم‌اند: یا هر دو را تنظیم کنید، یا هیچ‌کدام را.',
    });
  return readCertificate(config);
}

export function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** The sentence for a port that cannot be taken. `ours`: another Payambar listens there. */
export function startError(
  error: unknown,
  { host, port }: Pick<Config, 'host' | 'port'>,
  ours = false,
): unknown {
  const code = errorCode(error);
  if (code === 'EADDRINUSE' && ours)
    return new StartError({
      en: `Port ${port} is in use by another Payambar. Stop that one (payambar status, with its data folder, says which it is), or choose another port with --port.`,
      fa: `پورت ${persianDigits(port)} در دست پیام‌بر دیگری است. آن را متوقف کنید (payambar status با پوشه‌ی داده‌ی آن می‌گوید کدام است)، یا با ‎--port پورت دیگری انتخاب کنید.`,
    });
  if (code === 'EADDRINUSE')
    return new StartError({
      en: `Port ${port} is in use by another program. Stop it, or choose another with --port.`,
      fa: `پورت ${persianDigits(port)} را برنامه‌ی دیگری گرفته است. آن را متوقف کنید، یا با ‎--port پورت دیگری انتخاب کنید.`,
    });
  if (code === 'EACCES')
    return new StartError({
      en:
        `Port ${port} is not open to the owner of the data folder, as whom the server runs, even if root starts it. Choose ` +
        `one above 1023 (--port), or open low ports to every user: sysctl -w net.ipv4.ip_unprivileged_port_start=${port}`,
      fa:
        `مالک پوشه‌ی داده اجازه‌ی پورت ${persianDigits(port)} را ندارد، و سرور با نام او کار می‌کند، حتی اگر root اجرایش کند. پورتی بالاتر از ۱۰۲۳ ` +
        `انتخاب کنید (‎--port)، یا پورت‌های پایین را برای همه باز کنید: sysctl -w net.ipv4.ip_unprivileged_port_start=${port}`,
    });
  if (/^(EADDRNOTAVAIL|ENOTFOUND|ENOENT|EINVAL|EAFNOSUPPORT)$/.test(String(code)))
    return new StartError({
      en: `HOST is ${quoted(host, 'en')}, which is not an address of this machine.`,
      fa: `HOST برابر ${quoted(host, 'fa')} است، که نشانی این دستگاه نیست.`,
    });
  return error;
}
