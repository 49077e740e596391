import { describe, expect, test } from 'bun:test';
import { Installer } from '../../client/pwa/install.ts';

const ANDROID = 'Mozilla/5.0 (Linux; Android 15) Chrome/156.0 Mobile Safari/537.36';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/605.1.15';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15';

function installerOn(userAgent: string, { touchPoints = 5, standalone = false } = {}) {
  const window = new EventTarget() as Window & EventTarget;
  const { install } = new Installer({ window, userAgent, touchPoints, standalone });
  return { window, install };
}

function question(outcome: 'accepted' | 'dismissed') {
  const event = new Event('beforeinstallprompt', { cancelable: true });
  return Object.assign(event, {
    prompt: () => Promise.resolve(),
    userChoice: Promise.resolve({ outcome }),
  });
}

describe('installing', () => {
  test('is not offered before the browser says that it can', async () => {
    const { install } = installerOn(ANDROID);
    expect(install.get()).toMatchObject({ available: false, ios: false });
    expect(await install.get().prompt()).toBe(false);
  });

  test('waits for a tap: the browser’s own banner is held back', async () => {
    const { window, install } = installerOn(ANDROID);
    const event = question('accepted');
    window.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    expect(install.get().available).toBe(true);
    expect(await install.get().prompt()).toBe(true);
    expect(install.get().available).toBe(false);
  });

  test('can be turned down', async () => {
    const { window, install } = installerOn(ANDROID);
    window.dispatchEvent(question('dismissed'));
    expect(await install.get().prompt()).toBe(false);
    expect(install.get().available).toBe(false);
  });

  test('is explained on an iPhone and an iPad, not on a Mac', () => {
    expect(installerOn(IPHONE).install.get().ios).toBe(true);
    expect(installerOn(MAC, { touchPoints: 5 }).install.get().ios).toBe(true);
    expect(installerOn(MAC, { touchPoints: 0 }).install.get().ios).toBe(false);
  });

  test('is not offered in the installed app', () => {
    const { window, install } = installerOn(IPHONE, { standalone: true });
    window.dispatchEvent(question('accepted'));
    expect(install.get()).toMatchObject({ available: false, ios: false });
  });
});
