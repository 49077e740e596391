import type { Entity } from '../../protocol/entities.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { ApiError } from '../core/services.ts';

/** Checks the server's own rule before anything is stored: the words stay in the field, and the person is told why. */
export function mustFitEntities(entities: readonly Entity[] | undefined): void {
  if (!entities) return;
  const bytes = new TextEncoder().encode(JSON.stringify(entities)).length;
  if (bytes > LIMITS.entityBytes) throw new ApiError('formatting_long');
}
