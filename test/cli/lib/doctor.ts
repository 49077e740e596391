import { expect } from 'bun:test';
import { runProgram } from '../../helpers/program.ts';

export type Check = { id: string; level: string; what: string; fix: string };
export type Told = { code: number; faults: string[]; warnings: string[]; checks: Check[] };

/** Runs `payambar doctor --json`, and checks that each finding that is not ok has a fix. */
export async function doctor(args: string[], env: Record<string, string>): Promise<Told> {
  const { code, out, err } = await runProgram(['doctor', '--json', ...args], env);
  if (out === '') throw new Error(`the doctor said nothing (${code}): ${err}`);
  const checks: Check[] = JSON.parse(out).checks;
  const of = (level: string) => checks.filter((one) => one.level === level).map(({ id }) => id);
  for (const { id, level, fix } of checks) expect([id, fix !== '']).toEqual([id, level !== 'ok']);
  return { code, faults: of('fault'), warnings: of('warning'), checks };
}
