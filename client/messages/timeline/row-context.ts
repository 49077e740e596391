import type { User } from '../../../protocol/users.ts';
import type { NameSource } from '../../views/names.ts';
import type { WritePermission } from '../allowed-actions.ts';
import type { Quoted } from '../bubble/quotes.ts';

/** What the rows of a timeline need to know of the chat that they stand in. */
export type RowContext = {
  group: boolean;
  permission: WritePermission;
  names: NameSource;
  findQuoted(seq: number): Quoted | undefined;
  /** Changes when a quote looks different whose message is not loaded. */
  quotes: number;
  /** The `seq`s of the selected messages; null when none is being selected. */
  selected: ReadonlyMap<number, unknown> | null;
};

/** Keeps the same object while nothing in it is different: a new one redraws every bubble. */
export class SteadyContext {
  private kept: RowContext | null = null;

  reuse(next: RowContext): RowContext {
    const kept = this.kept;
    const same =
      kept !== null &&
      kept.group === next.group &&
      kept.permission === next.permission &&
      kept.names === next.names &&
      kept.quotes === next.quotes &&
      kept.selected === next.selected;
    if (same) return kept;
    this.kept = next;
    return next;
  }
}

/** Keeps the same `NameSource` as long as all people who were asked for are the same. */
export class SteadyNames {
  private readonly asked = new Map<string, User | undefined>();
  private kept: NameSource | null = null;

  constructor(private readonly user: (id: string) => User | undefined) {}

  namesFor(me: string): NameSource {
    const changed = [...this.asked].some(([id, user]) => this.user(id) !== user);
    if (this.kept?.me === me && !changed) return this.kept;
    this.asked.clear();
    this.kept = { me, findUser: (id) => this.lookUp(id) };
    return this.kept;
  }

  private lookUp(id: string): User | undefined {
    const user = this.user(id);
    this.asked.set(id, user);
    return user;
  }
}
