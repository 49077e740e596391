import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import type { Caller } from '../helpers/app.ts';
import { until } from '../helpers/until.ts';
import { BUSES, type RealBus } from './buses.ts';
import { Device } from './device.ts';
import { makeGroup, open, say, startTwoNodes, type TwoNodes } from './two-nodes.ts';

let bus: RealBus;
let nodes: TwoNodes;
let sara: Caller;
let ali: Caller;
let chatId: string;

describe.each(BUSES)('a bus of %s', (_, startBus) => {
  beforeEach(async () => {
    bus = await startBus();
    nodes = await startTwoNodes(bus.config);
    [sara, ali] = [await nodes.a.register('sara'), await nodes.a.register('ali')];
    chatId = await makeGroup(sara, ali);
  });
  afterEach(async () => {
    await nodes.stop();
    await bus.stop();
  });

  const kill = async () => {
    await bus.kill();
    await bus.start();
  };

  test.each<[string, () => Promise<void>]>([
    ['kill -9', kill],
    ['a cut of its connections', () => bus.cut()],
    ['SIGSTOP for 5 s', () => bus.freeze()],
  ])('after %s every device has everything, once and in order', async (_, strike) => {
    const devices = [
      await Device.open(nodes.a, sara),
      await Device.open(nodes.a, ali),
      await Device.open(nodes.b, sara),
      await Device.open(nodes.b, ali),
    ];
    const elsewhere = nodes.at(nodes.b, ali);
    const sent: string[] = [];
    let going = true;
    const sending = (async () => {
      for (let n = 0; going; n++) {
        const text = `پیام ${n}`;
        await say(n % 2 ? sara : elsewhere, chatId, text);
        sent.push(text);
      }
    })();
    await until(() => sent.length > 20, true);
    await strike();
    const after = sent.length;
    await until(() => sent.length > after + 20, true);
    going = false;
    await sending;
    const back = performance.now();
    for (const device of devices)
      await until(() => device.texts.length >= sent.length, true, { ms: 10_000 });
    expect(performance.now() - back).toBeLessThan(10_000);
    for (const device of devices) expect(device.texts).toEqual(sent);
    // Where all connections were cut, a driver that connects again by itself is found out a moment later.
    await until(
      () => nodes.b.cluster()?.bus,
      (state) => state?.reachable === true && state.generation > 1,
    );
    for (const device of devices) device.close();
  });

  test('what one node says while the bus is away reaches the other node, and nobody who was removed meanwhile', async () => {
    const device = await Device.open(nodes.b, ali);
    await bus.kill();
    await say(sara, chatId, 'بدون باس');
    await until(() => device.texts, ['بدون باس'], { ms: 15_000 });
    const [saras, alis] = [await Device.open(nodes.b, sara), await open(nodes.b, ali)];
    await sara.del(`/api/chats/${chatId}/members/${ali.user.id}`);
    // The other node has not heard of it, and is told nothing that it could pass on.
    await say(nodes.at(nodes.b, sara), chatId, 'تو دیگر نیستی');
    await until(() => saras.texts, ['تو دیگر نیستی']);
    await alis.request('sync', { cursor: {} });
    expect(JSON.stringify(alis.frames)).not.toContain('تو دیگر نیستی');
    expect(device.texts).toEqual(['بدون باس']);
    await bus.start();
  });
});
