import type { ReservedSQL } from 'bun';
import { ApiError } from '../engine/api-error.ts';
import type { DbLog } from '../engine/checkpoints.ts';
import { readSchemaState } from './schema-state.ts';
import { newer } from './sentences.ts';

/** The node ends a moment later, and its devices find another one. */
const ELSEWHERE = { retryAfterMs: 1000 };

/**
 * Whether a newer program has taken away, while this one ran, what this one needs. That is refused as long as it is known to
 * live (migrate.ts), and its batches are refused afterwards (older-nodes.ts): this is how it learns of it.
 */
export class SchemaWatch {
  isNewer = false;
  onNewer: () => void = () => {};

  constructor(
    private readonly known: number,
    private readonly place: string,
    private readonly log: DbLog | undefined,
  ) {}

  async look(client: ReservedSQL): Promise<void> {
    const { oldest, version } = await readSchemaState(client);
    if (this.isNewer || oldest <= this.known) return;
    this.isNewer = true;
    this.log?.error('schema newer', { what: newer(this.place, version, this.known).en });
    this.onNewer();
  }

  refuse(): Promise<never> {
    return Promise.reject(new ApiError('busy', ELSEWHERE));
  }
}
