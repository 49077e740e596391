import { afterAll, beforeAll, expect, test } from 'bun:test';
import { type Caller, PASSWORD } from '../helpers/app.ts';
import { type PushWorld, startPushWorld } from './support.ts';

let world: PushWorld;
let sara: Caller;
let ali: Caller;
beforeAll(async () => {
  world = await startPushWorld({ pushHosts: ['push.example.org'] });
  sara = await world.server.register('sara');
  ali = await world.server.register('ali');
});
afterAll(() => world.stop());

const endpointsOf = async (who: Caller): Promise<string[]> => {
  const rows = await world.db.read(world.db.pushSubscriptions.ofUser(who.user.id, world.now()));
  return rows.map(({ endpoint }) => endpoint).sort();
};
const subscribe = async (who: Caller, subscription: object) => {
  const { status, body } = await who.put('/api/push/subscription', subscription);
  return body.error ? `${status} ${body.error.code} ${body.error.field}` : status;
};

test('a device subscribes as often as its app starts, and holds one endpoint', async () => {
  const { publicKey, device, settings } = (await sara.get('/api/push')).body;
  expect([Buffer.from(publicKey, 'base64url').length, device]).toEqual([65, null]);
  expect(settings).toEqual({
    people: true,
    groups: 'all',
    mentions: true,
    reactions: true,
    quiet: null,
  });
  const first = await world.device(sara);
  expect(await subscribe(sara, { ...first.subscription, language: 'en', content: 'name' })).toBe(
    200,
  );
  expect((await sara.get('/api/push')).body.device).toEqual({ language: 'en', content: 'name' });
  expect(await endpointsOf(sara)).toEqual([first.subscription.endpoint]);
  const rotated = await world.device(sara);
  expect(await endpointsOf(sara)).toEqual([rotated.subscription.endpoint]);
  expect((await ali.get('/api/push')).body.device).toBeNull();
  await sara.del('/api/push/subscription');
  expect(await endpointsOf(sara)).toEqual([]);
  expect((await sara.get('/api/push')).body.publicKey).toBe(publicKey);
});

test('a thousand subscriptions of one device leave one', async () => {
  for (let i = 0; i < 1000; i++) {
    const { subscription } = world.service.browser();
    await world.db.write(() =>
      world.db.pushSubscriptions.subscribe({
        ...subscription,
        ...{ userId: sara.user.id, sessionId: sara.sessionId, userAgent: '', createdAt: i },
      }),
    );
  }
  expect(await endpointsOf(sara)).toHaveLength(1);
  await sara.del('/api/push/subscription');
});

test('wrong endpoints and keys are refused, each with what is wrong', async () => {
  const { subscription } = world.service.browser();
  const refused: [object, string][] = [
    [{ endpoint: 'https://127.0.0.1/x' }, '403 push_service_unknown endpoint'],
    [{ endpoint: 'https://push.example.net/x' }, '403 push_service_unknown endpoint'],
    [{ endpoint: `https://push.example.org/${'x'.repeat(2100)}` }, '400 invalid endpoint'],
    [{ p256dh: subscription.p256dh.slice(1) }, '400 invalid p256dh'],
    [{ p256dh: `B${'A'.repeat(86)}` }, '400 invalid p256dh'],
    [{ auth: subscription.auth.slice(1) }, '400 invalid auth'],
    [{ auth: `${subscription.auth}A` }, '400 invalid auth'],
    [{ language: 'de' }, '400 invalid language'],
    [{ content: 'everything' }, '400 invalid content'],
  ];
  for (const [wrong, told] of refused)
    expect(await subscribe(sara, { ...subscription, ...wrong })).toBe(told);
  expect(await endpointsOf(sara)).toEqual([]);
  expect(await subscribe(sara, { ...subscription, endpoint: 'https://push.example.org/x' })).toBe(
    200,
  );
});

test('an endpoint of somebody else is not taken over, and is free once they have signed out', async () => {
  const reza = await world.server.register('reza');
  const browser = await world.device(reza);
  expect(await subscribe(sara, browser.subscription)).toBe('403 forbidden endpoint');
  expect(await endpointsOf(reza)).toEqual([browser.subscription.endpoint]);
  await reza.post('/api/auth/logout');
  expect(await endpointsOf(reza)).toEqual([]);
  expect(await subscribe(sara, browser.subscription)).toBe(200);
  expect(await endpointsOf(sara)).toEqual([browser.subscription.endpoint]);
});

const ENDS: [string, (who: Caller, device: Caller) => Promise<unknown>][] = [
  ['a sign-out', (_, device) => device.post('/api/auth/logout')],
  [
    'a device that was signed out elsewhere',
    (who, device) => who.del(`/api/sessions/${device.sessionId}`),
  ],
  ['signing all others out', (who) => who.del('/api/sessions')],
  [
    'another password',
    (who) => who.post('/api/auth/password', { current: PASSWORD, next: PASSWORD }),
  ],
];
test.each(ENDS)('%s ends the subscription of that device', async (_, end) => {
  const name = `p${Bun.randomUUIDv7().slice(-12)}`;
  const who = await world.server.register(name);
  const device = await world.server.login(name);
  const [stays, ends] = [await world.device(who), await world.device(device)];
  const both = [stays, ends].map(({ subscription }) => subscription.endpoint).sort();
  expect(await endpointsOf(who)).toEqual(both);
  await end(who, device);
  expect(await endpointsOf(who)).toEqual([stays.subscription.endpoint]);
  const row = world.db.pushSubscriptions.everybodys();
  expect((await world.db.read(row)).map(({ endpoint }) => endpoint)).not.toContain(
    ends.subscription.endpoint,
  );
});

test('a disabled or deleted account has no subscriptions', async () => {
  const boss = await world.server.setUp('boss');
  for (const name of ['disabled', 'deleted']) {
    const who = await world.server.register(name);
    await world.device(who);
    expect(await endpointsOf(who)).toHaveLength(1);
    if (name === 'disabled')
      await boss.patch(`/api/admin/users/${who.user.id}`, { disabled: true });
    else await boss.del(`/api/admin/users/${who.user.id}?data=keep`);
    expect(await endpointsOf(who)).toEqual([]);
  }
});

test('settings change one by one, and a time zone that nobody knows is refused', async () => {
  const quiet = { from: 1380, to: 420, timeZone: 'Asia/Tehran' };
  await ali.patch('/api/push/settings', { quiet, groups: 'mentions' });
  const { settings } = (await ali.patch('/api/push/settings', { reactions: false })).body;
  expect(settings).toEqual({
    ...{ people: true, groups: 'mentions', mentions: true, reactions: false, quiet },
  });
  const wrong = await ali.patch('/api/push/settings', {
    quiet: { ...quiet, timeZone: 'Asia/Nowhere' },
  });
  expect([wrong.status, wrong.body.error]).toEqual([400, { code: 'invalid', field: 'quiet' }]);
  expect((await ali.patch('/api/push/settings', { quiet: null })).body.settings.quiet).toBeNull();
  expect((await sara.get('/api/push')).body.settings.groups).toBe('all');
});

test('the test button says what became of it', async () => {
  const who = await world.server.register('tester');
  const test = async () => (await who.post('/api/push/test')).body;
  expect(await test()).toEqual({ result: 'none', status: null });
  const browser = await world.device(who, { language: 'en' });
  expect(await test()).toEqual({ result: 'sent', status: 201 });
  expect(browser.received[0]?.notification.body).toBe('Notifications work on this device.');
  world.service.behave({ status: 403 }, browser);
  expect(await test()).toEqual({ result: 'refused', status: 403 });
  world.service.behave({ status: 410 }, browser);
  expect(await test()).toEqual({ result: 'gone', status: 410 });
  expect(await test()).toEqual({ result: 'none', status: null });
});
