import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { InvitationStateReply } from '../../protocol/server-invites.ts';
import type { ClientServices } from '../core/services.ts';

/** How long a menu that is opened again trusts the last reply. */
const FRESH_MS = 60_000;

/**
 * What the server says of the signed-in person: whether they may invite people, and who has invited them. The menu
 * offers nothing before it is known, and nothing while it cannot be asked, since an invitation is made by the server.
 */
export class InvitationController implements ReactiveController {
  private known: InvitationStateReply | null = null;
  private askedAt = Number.NEGATIVE_INFINITY;
  private stop: (() => void) | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly services: () => ClientServices | undefined,
  ) {
    host.addController(this);
  }

  get mayInvite(): boolean {
    return this.known?.mayInvite ?? false;
  }

  get inviter(): InvitationStateReply['inviter'] {
    return this.known?.inviter ?? null;
  }

  hostUpdate(): void {
    const connection = this.services()?.messenger.connection;
    if (this.stop || !connection) return;
    // A question that met no server is asked again when there is one.
    this.stop = connection.subscribe(this.refresh);
    this.refresh();
  }

  hostDisconnected(): void {
    this.stop?.();
    this.stop = undefined;
  }

  /** The server's settings and one's own quota may have changed since. */
  readonly refresh = (): void => {
    const services = this.services();
    const now = performance.now();
    if (!services?.account.me.get() || now - this.askedAt < FRESH_MS) return;
    if (services.messenger.connection.get().state !== 'online') return;
    this.askedAt = now;
    void this.ask(services);
  };

  private async ask({ call }: ClientServices): Promise<void> {
    try {
      this.known = await call<InvitationStateReply>('GET', '/api/server/invites/state');
      this.host.requestUpdate();
    } catch {
      this.askedAt = Number.NEGATIVE_INFINITY;
    }
  }
}
