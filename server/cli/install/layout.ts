import { join } from 'node:path';

/** The one user that the service runs as and that owns the data. */
export const USER = 'payambar';
export const SERVICE = 'payambar.service';

/** Where everything of an installation lies, beneath `root` (a folder of a machine that is only being prepared). */
export function layoutOf(root: string) {
  const at = (path: string): string => join(root, path);
  return {
    root,
    /** Beneath the root of a machine that runs: nothing may be started, and names are those of that machine. */
    elsewhere: root !== '/',
    executable: at('/usr/local/bin/payambar'),
    previous: at('/usr/local/bin/payambar.previous'),
    dataDir: at('/var/lib/payambar'),
    settingsDir: at('/etc/payambar'),
    settings: at('/etc/payambar/payambar.env'),
    unit: at(`/etc/systemd/system/${SERVICE}`),
    enabled: at(`/etc/systemd/system/multi-user.target.wants/${SERVICE}`),
    accounts: at('/etc/passwd'),
    /** The older program of the same name, in its second layout. */
    original: at('/opt/payambar'),
  };
}

export type Layout = ReturnType<typeof layoutOf>;

/** The path as the machine itself will see it. */
export const withoutRoot = ({ root }: Layout, path: string): string =>
  root === '/' ? path : path.slice(join(root, '/').length - 1);
