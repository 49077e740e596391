import type { User } from '../../../protocol/users.ts';
import type { NameSource } from '../../views/names.ts';
import type { WritePermission } from '../allowed-actions.ts';
import type { Quoted } from '../bubble/quotes.ts';

/** What the rows of a timeline need to know of the chat that they stand in. */
export type RowContext = {
  group: boolean;
  standing: WritePermission;
  names: NameSource;
  quoted(seq: number): Quoted | undefined;
  /** Changes when a quote looks different that is not among the loaded messages. */
  quotes: number;
  /** Places of the messages that are selected; null when none is being selected. */
  selected: ReadonlyMap<number, unknown> | null;
};

/** The same object while nothing in it is different: a new one redraws every bubble. */
export class SteadyContext {
  private kept: RowContext | null = null;

  of(next: RowContext): RowContext {
    const kept = this.kept;
    const same =
      kept !== null &&
      kept.group === next.group &&
      kept.standing === next.standing &&
      kept.names === next.names &&
      kept.quotes === next.quotes &&
      kept.selected === next.selected;
    if (same) return kept;
    this.kept = next;
    return next;
  }
}

/** The same `NameSource` as long as all people who were asked for are the same. */
export class SteadyNames {
  private readonly asked = new Map<string, User | undefined>();
  private kept: NameSource | null = null;

  constructor(private readonly user: (id: string) => User | undefined) {}

  of(me: string): NameSource {
    const changed = [...this.asked].some(([id, user]) => this.user(id) !== user);
    if (this.kept?.me === me && !changed) return this.kept;
    this.asked.clear();
    this.kept = { me, user: (id) => this.look(id) };
    return this.kept;
  }

  private look(id: string): User | undefined {
    const user = this.user(id);
    this.asked.set(id, user);
    return user;
  }
}
