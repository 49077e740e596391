import { errorCode } from '../engine/error-codes.ts';

/** The code of SQLSTATE that the server gave (PostgreSQL, "Appendix A. PostgreSQL Error Codes"); '' for another error. */
export const sqlState = (error: unknown): string =>
  error instanceof Error && 'errno' in error ? String(error.errno ?? '') : '';

/**
 * The server goes down or comes up, is a replica now, has no connection left, ended a transaction that was silent for too
 * long, or undid it for the sake of another. All of it passes.
 */
const PASSING = /^(57P0.|25P0[34]|25006|40001|40P01|53300|55P03|08.{3})$/;

/** Whether the connection was lost, so that nobody knows what became of what was sent last. */
export const isLost = (error: unknown): boolean =>
  /^ERR_POSTGRES_(CONNECTION_|IDLE_TIMEOUT|LIFETIME_TIMEOUT)/.test(errorCode(error));

/** Whether the same may succeed later. */
export const isPassing = (error: unknown): boolean =>
  isLost(error) || PASSING.test(sqlState(error)) || errorCode(error) === 'ECONNREFUSED';

/** The server's disk is full, or it has no memory left. */
export const isFull = (error: unknown): boolean => /^53[12]00$/.test(sqlState(error));
