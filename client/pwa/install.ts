import type { ReadableStore } from '../core/store.ts';
import { Installer, type InstallWay } from './installer.ts';

const KEY = 'payambar:install-declined';

const installer = new Installer({
  window: globalThis.window,
  touchPoints: navigator.maxTouchPoints,
  knowsStandalone: 'standalone' in navigator,
  isInstalled:
    matchMedia('(display-mode: standalone)').matches ||
    ('standalone' in navigator && navigator.standalone === true),
});

export const installWay: ReadableStore<InstallWay> = installer.way;

export function watchInstall(): void {
  installer.start();
}

export async function installApp(): Promise<void> {
  if (!(await installer.install())) declineInstall();
}

/** Remembers a refusal: that person is not asked again on this device; the settings still offer it. */
export function declineInstall(): void {
  localStorage.setItem(KEY, '1');
}

export function isInstallDeclined(): boolean {
  return localStorage.getItem(KEY) !== null;
}
