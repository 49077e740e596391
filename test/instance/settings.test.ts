import { expect, test } from 'bun:test';
import { PASSWORD, startServer } from '../helpers/app.ts';

test('what an administrator changes holds at once and is kept; what is wrong or the same changes nothing', async () => {
  const server = await startServer({ given: [] });
  const boss = await server.setUp('boss');
  const patch = (body: object) => boss.patch('/api/admin/server', body);
  const changed = await patch({
    ...{ name: ' خانهٔ ما ', colour: 'saffron', registration: 'closed' },
    ...{ fileMaxBytes: 5e9, userQuotaBytes: 2e9, serverQuotaBytes: null },
  });
  expect(changed.body).toEqual({
    ...{ name: 'خانهٔ ما', colour: 'saffron', registration: 'closed', inviteQuota: 0, fixed: [] },
    ...{ fileMaxBytes: 5e9, userQuotaBytes: 2e9, serverQuotaBytes: null },
  });
  const refused = await server.ask('POST', '/api/auth/register', {
    username: 'ali',
    password: PASSWORD,
  });
  expect(refused.body.error.code).toBe('registration_closed');
  for (const [body, code, field] of [
    [{ name: '' }, 'name_empty', 'name'],
    [{ name: 'a\u202eb' }, 'name_invalid', 'name'],
    [{ colour: 'mud' }, 'invalid', 'colour'],
    [{ inviteQuota: -1 }, 'invalid', 'inviteQuota'],
    [{ registration: 'maybe' }, 'invalid', 'registration'],
    [{ fileMaxBytes: null }, 'invalid', 'fileMaxBytes'],
    [{ userQuotaBytes: -1 }, 'invalid', 'userQuotaBytes'],
  ] as const)
    expect((await patch(body)).body.error).toEqual({ code, field });
  await patch({ name: 'خانهٔ ما' });
  const { entries } = (await boss.get('/api/admin/audit')).body;
  expect(
    entries.filter(({ action }: { action: string }) => action === 'server.update'),
  ).toHaveLength(1);
  const { db } = server.deps;
  expect(Object.fromEntries(await db.read(db.settings.under('instance.')))).toEqual({
    ...{ name: 'خانهٔ ما', colour: 'saffron', registration: 'closed' },
    ...{ fileMaxBytes: '5000000000', userQuotaBytes: '2000000000' },
  });
  expect((await patch({ userQuotaBytes: null })).body.userQuotaBytes).toBeNull();
  await server.stop();
});

test('what is given at the start wins over what was chosen, and nobody changes it while it runs', async () => {
  const server = await startServer({ registration: 'open', given: ['registration', 'serverName'] });
  const boss = await server.setUp('boss', { registration: 'closed', colour: 'pistachio' });
  const { body } = await boss.get('/api/admin/server');
  expect(body).toMatchObject({ colour: 'pistachio', registration: 'open' });
  expect(body.fixed.toSorted()).toEqual(['name', 'registration']);
  const both = await boss.patch('/api/admin/server', { registration: 'closed', colour: 'lapis' });
  expect([both.status, both.body.error]).toEqual([
    403,
    { code: 'forbidden', field: 'registration' },
  ]);
  expect((await boss.get('/api/admin/server')).body.colour).toBe('pistachio');
  await server.stop();
});
