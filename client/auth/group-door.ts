import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { GroupLook } from '../../protocol/groups.ts';
import type { Call } from '../core/services.ts';

/** Of a link into a group that is the address; '' where it is none. */
export function groupCode(): string {
  return /^\/join\/([\w-]{22})\/?$/.exec(location.pathname)?.[1] ?? '';
}

/** What the link into a group leads to that somebody has opened who is not signed in. */
export class GroupDoor implements ReactiveController {
  look: GroupLook | null = null;
  private asked = '';

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly call: () => Call | undefined,
  ) {
    host.addController(this);
  }

  hostConnected(): void {}

  hostUpdate(): void {
    const call = this.call();
    const code = groupCode();
    if (!call || code === this.asked) return;
    this.asked = code;
    this.look = null;
    if (code !== '') void this.ask(call, code);
  }

  private async ask(call: Call, code: string): Promise<void> {
    // Whoever signs in is told what is wrong with it.
    const found = await call<GroupLook>('POST', '/api/groups/look', { code }).catch(() => null);
    if (code !== this.asked) return;
    this.look = found;
    this.host.requestUpdate();
  }
}
