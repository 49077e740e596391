import { fold } from '../../protocol/fold.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { ApiError, codeOf } from '../core/services.ts';

export type FieldName = 'username' | 'displayName' | 'password' | 'form';
/** An error and the field that it stands beside. */
export type FieldProblem = { field: FieldName; error: unknown };
type FilledForm = { username: string; password: string; displayName: string };

const FIELDS: Partial<Record<ApiError['code'], FieldName>> = {
  username_taken: 'username',
  username_invalid: 'username',
  name_empty: 'displayName',
  name_long: 'displayName',
  name_invalid: 'displayName',
  password_short: 'password',
  password_long: 'password',
  credentials_wrong: 'password',
};

/**
 * Reads the form as it would be typed on any keyboard: lower case, Latin digits, no spaces around. The password stays
 * as it is.
 */
export function readForm(form: HTMLFormElement): FilledForm {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? '');
  return {
    username: fold(text('username').trim()),
    displayName: text('displayName').trim(),
    password: text('password'),
  };
}

/** Finds what is wrong without asking the server. */
export function findProblem(filled: FilledForm, registering: boolean): FieldProblem | null {
  const toProblem = (code: ApiError['code']): FieldProblem => ({
    field: FIELDS[code] ?? 'form',
    error: new ApiError(code),
  });
  const { username, password } = filled;
  if (!registering) {
    return username === '' || password === '' ? toProblem('credentials_wrong') : null;
  }
  const { usernameMin, usernameMax, passwordMin } = LIMITS;
  if (filled.displayName === '') return toProblem('name_empty');
  if (filled.displayName.normalize('NFC').length > LIMITS.displayName)
    return toProblem('name_long');
  if (username.length < usernameMin || username.length > usernameMax) {
    return toProblem('username_invalid');
  }
  if (!/^[a-z0-9_.]+$/.test(username)) return toProblem('username_invalid');
  return [...password].length < passwordMin ? toProblem('password_short') : null;
}

/** Finds the field that an error of the server belongs to. */
export function toFieldProblem(error: unknown): FieldProblem {
  return { field: FIELDS[codeOf(error)] ?? 'form', error };
}
