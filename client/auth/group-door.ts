import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { GroupInvitePreview } from '../../protocol/groups.ts';
import { type ApiCall, isApiError } from '../core/services.ts';

/** Of a link into a group that is the address; '' where it is none. */
export function groupCode(): string {
  return /^\/join\/([\w-]{22})\/?$/.exec(location.pathname)?.[1] ?? '';
}

/** What the link into a group leads to that somebody has opened who is not signed in. */
export class GroupDoor implements ReactiveController {
  look: GroupInvitePreview | null = null;
  /** It leads nowhere any more. */
  dead = false;
  private asked = '';

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly call: () => ApiCall | undefined,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    const call = this.call();
    const code = groupCode();
    if (!call || code === this.asked) return;
    this.asked = code;
    this.look = null;
    this.dead = false;
    if (code !== '') void this.ask(call, code);
  }

  private async ask(call: ApiCall, code: string): Promise<void> {
    let refusal: unknown;
    const found = await call<GroupInvitePreview>('POST', '/api/groups/look', { code }).catch(
      (error) => {
        refusal = error;
        return null;
      },
    );
    if (code !== this.asked) return;
    this.look = found;
    // Of everything else (no network, too many questions) whoever signs in is told.
    this.dead = isApiError(refusal, 'invite_invalid');
    this.host.requestUpdate();
  }
}
