import { expect, spyOn, test } from 'bun:test';
import { canonical, formsOf } from '../../server/auth/canonical.ts';
import { createPasswords } from '../../server/auth/passwords.ts';

const passwords = createPasswords(2);
const bcrypt = (password: string) => Bun.password.hash(password, { algorithm: 'bcrypt', cost: 4 });
const older = await bcrypt('of somebody else');

test.each([
  ['گل\u00a0سرخ', 'گل سرخ'],
  ['\u3000\u2009x', '  x'],
  ['۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩', '01234567890123456789'],
  ['علي كياني', 'علی کیانی'],
  ['می\u200cرود', 'میرود'],
  ['e\u0301', 'é'],
  ['Ａ\u200dآ\u064b', 'Ａ\u200dآ\u064b'],
])('%j is compared as %j', (typed, form) => {
  expect(canonical(typed)).toBe(form);
  expect(canonical(form)).toBe(form);
});

test.each([['argon2id'], ['bcrypt']] as const)(
  'a hash of what was typed once (%s) opens as it was typed, and is to be renewed',
  async (algorithm) => {
    const typed = 'گذرواژه‌ی ۱۲٣';
    const hash = await Bun.password.hash(
      typed,
      algorithm === 'bcrypt'
        ? { algorithm, cost: 4 }
        : { algorithm, memoryCost: 19_456, timeCost: 2 },
    );
    expect(await passwords.verify(typed, { hash, older })).toEqual({ ok: true, stale: true });
    expect((await passwords.verify('گذرواژه‌ی ۱۲۴', { hash, older })).ok).toBe(false);
    const renewed = await passwords.hash(typed);
    expect(await passwords.verify('گذرواژهی 123', { hash: renewed })).toEqual({
      ok: true,
      stale: false,
    });
  },
);

test('a wrong password costs the same hashes, whosever name it is', async () => {
  const verify = spyOn(Bun.password, 'verify');
  const cost = async (hash: string | undefined, password: string, bcrypts?: string) => {
    verify.mockClear();
    await passwords.verify(password, { hash, older: bcrypts });
    return verify.mock.calls.map(([, tried]) => String(tried).slice(0, 3)).sort();
  };
  const [argon, old] = [await passwords.hash('right'), await bcrypt('right')];
  for (const typed of ['wrong', 'گذرواژه‌ی ۱۲', 'e\u0301 ۱']) {
    const forms = formsOf(typed).length;
    const both = [...Array(forms).fill('$2b'), ...Array(forms).fill('$ar')].sort();
    for (const hash of [argon, old, undefined, ''])
      expect(await cost(hash, typed, older)).toEqual(both);
    const one = Array(forms).fill('$ar');
    for (const hash of [argon, undefined, '']) expect(await cost(hash, typed)).toEqual(one);
  }
  verify.mockRestore();
});
