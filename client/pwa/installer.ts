import { type ReadableStore, Writable } from '../core/store.ts';

/** `prompt`: the browser installs on request; `ios`: a person does it, by the share menu; `none`: neither, or done. */
export type InstallWay = 'prompt' | 'ios' | 'none';

/** Chromium's event (W3C "Manifest: app installation", not in TypeScript's DOM library). */
type InstallPrompt = Event & { prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }> };

/** What an installer needs of the browser; tests give their own. */
type InstallEnv = {
  window: Pick<Window, 'addEventListener'>;
  /** iPadOS claims to be a Mac; no Mac has touch points. */
  touchPoints: number;
  /** Only Safari knows `navigator.standalone`. */
  knowsStandalone: boolean;
  isInstalled: boolean;
};

export class Installer {
  private readonly state = new Writable<InstallWay>('none');
  private kept: InstallPrompt | undefined;

  constructor(private readonly env: InstallEnv) {}

  get way(): ReadableStore<InstallWay> {
    return this.state;
  }

  /** Must be called before anything else: the event comes once, early. */
  start(): void {
    const { window, isInstalled, knowsStandalone, touchPoints } = this.env;
    if (isInstalled) return;
    if (knowsStandalone && touchPoints > 0) this.state.set('ios');
    window.addEventListener('beforeinstallprompt', (event) => {
      // The app asks when it makes sense, not the browser at the first visit.
      event.preventDefault();
      this.kept = event as InstallPrompt;
      this.state.set('prompt');
    });
    window.addEventListener('appinstalled', () => this.state.set('none'));
  }

  /** Shows the browser's own question; needs a tap. Returns whether the app was installed. */
  async install(): Promise<boolean> {
    const event = this.kept;
    if (!event) return false;
    // An event can be used once; Chromium sends another one when the question was turned down.
    this.kept = undefined;
    this.state.set('none');
    return (await event.prompt()).outcome === 'accepted';
  }
}
