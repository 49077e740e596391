import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { GroupInvitePreview } from '../../protocol/groups.ts';
import { type ApiCall, isApiError } from '../core/services.ts';

/** Returns the code when the address is a link into a group, else ''. */
export function groupCode(): string {
  return /^\/join\/([\w-]{22})\/?$/.exec(location.pathname)?.[1] ?? '';
}

/** Looks up the group that a link leads to, for a visitor who is not signed in. */
export class GroupDoor implements ReactiveController {
  preview: GroupInvitePreview | null = null;
  /** True when the link opens nothing any more. */
  isDead = false;
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
    this.preview = null;
    this.isDead = false;
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
    this.preview = found;
    // Any other failure (no network, too many questions) is shown after the sign-in.
    this.isDead = isApiError(refusal, 'invite_invalid');
    this.host.requestUpdate();
  }
}
