import { describe, expect, test } from 'bun:test';
import { Installer } from '../../client/pwa/installer.ts';

const MOBILE = { touchPoints: 5, knowsStandalone: false, isInstalled: false };
const IPAD = { touchPoints: 5, knowsStandalone: true, isInstalled: false };

function installerOn(env: typeof MOBILE) {
  const window = new EventTarget() as Window & EventTarget;
  const installer = new Installer({ window, ...env });
  installer.start();
  return { window, installer };
}

function question(outcome: 'accepted' | 'dismissed') {
  const event = new Event('beforeinstallprompt', { cancelable: true });
  return Object.assign(event, { prompt: () => Promise.resolve({ outcome }) });
}

describe('installing', () => {
  test('is not offered before the browser says that it can', async () => {
    const { installer } = installerOn(MOBILE);
    expect(installer.way.get()).toBe('none');
    expect(await installer.install()).toBe(false);
  });

  test('waits for a tap: the browser’s own banner is held back', async () => {
    const { window, installer } = installerOn(MOBILE);
    const event = question('accepted');
    window.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    expect(installer.way.get()).toBe('prompt');
    expect(await installer.install()).toBe(true);
    expect(installer.way.get()).toBe('none');
  });

  test('can be turned down', async () => {
    const { window, installer } = installerOn(MOBILE);
    window.dispatchEvent(question('dismissed'));
    expect(await installer.install()).toBe(false);
    expect(installer.way.get()).toBe('none');
  });

  test('by the browser’s own menu ends the offer too', () => {
    const { window, installer } = installerOn(MOBILE);
    window.dispatchEvent(question('accepted'));
    expect(installer.way.get()).toBe('prompt');
    window.dispatchEvent(new Event('appinstalled'));
    expect(installer.way.get()).toBe('none');
  });

  test('is explained on an iPad, which calls itself a Mac, and not on a Mac', () => {
    expect(installerOn(IPAD).installer.way.get()).toBe('ios');
    expect(installerOn({ ...IPAD, touchPoints: 0 }).installer.way.get()).toBe('none');
  });

  test('is not offered in the installed app', () => {
    const { window, installer } = installerOn({ ...IPAD, isInstalled: true });
    window.dispatchEvent(question('accepted'));
    expect(installer.way.get()).toBe('none');
  });
});
