import { fold } from '../../protocol/fold.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { ApiError, codeOf } from '../core/services.ts';

export type FieldName = 'username' | 'displayName' | 'password' | 'form';
/** A refusal and the field that it stands beside. */
export type FieldProblem = { field: FieldName; error: unknown };
export type FilledForm = { username: string; password: string; displayName: string };

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

/** As typed on any keyboard: lower case, Latin digits, no spaces around. The password stays as it is. */
export function readForm(form: HTMLFormElement): FilledForm {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? '');
  return {
    username: fold(text('username').trim()),
    displayName: text('displayName').trim(),
    password: text('password'),
  };
}

/** What can be said without asking the server. */
export function problemOf(filled: FilledForm, registering: boolean): FieldProblem | null {
  const wrong = (code: ApiError['code']): FieldProblem => ({
    field: FIELDS[code] ?? 'form',
    error: new ApiError(code),
  });
  const { username, password } = filled;
  if (!registering) {
    return username === '' || password === '' ? wrong('credentials_wrong') : null;
  }
  const { usernameMin, usernameMax, passwordMin } = LIMITS;
  if (filled.displayName === '') return wrong('name_empty');
  if (filled.displayName.normalize('NFC').length > LIMITS.displayName) return wrong('name_long');
  if (username.length < usernameMin || username.length > usernameMax) {
    return wrong('username_invalid');
  }
  if (!/^[a-z0-9_.]+$/.test(username)) return wrong('username_invalid');
  return [...password].length < passwordMin ? wrong('password_short') : null;
}

/** Where a refusal of the server belongs. */
export function toFieldProblem(error: unknown): FieldProblem {
  return { field: FIELDS[codeOf(error)] ?? 'form', error };
}
