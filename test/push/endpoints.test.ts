import { expect, test } from 'bun:test';
import { originOfEndpoint } from '../../server/push/endpoints.ts';
import { createPost, isPublicAddress } from '../../server/push/post.ts';

const HOSTS = ['push.example.org', '*.up.example.org'];

test('endpoints of known push services, and of the administrator’s, are sent to', () => {
  for (const endpoint of [
    'https://fcm.googleapis.com/fcm/send/abc:APA91bGx-_',
    'https://jmt17.google.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/gAAA',
    'https://updates-autopush.stage.push.services.mozilla.com/wpush/v2/gAAA',
    'https://web.push.apple.com/QGuQyavXutnMH',
    'https://wns2-par02p.notify.windows.com/w/?token=BQYAAA%3d',
  ])
    expect([endpoint, originOfEndpoint(endpoint, [])]).toEqual([endpoint, 'known']);
  for (const endpoint of ['https://push.example.org/x', 'https://a.up.example.org/x']) {
    expect([endpoint, originOfEndpoint(endpoint, HOSTS)]).toEqual([endpoint, 'administrator']);
    expect([endpoint, originOfEndpoint(endpoint, [])]).toEqual([endpoint, undefined]);
  }
});

test('nothing else is sent to, however it is written', () => {
  for (const endpoint of [
    '',
    'push.example.org',
    'http://fcm.googleapis.com/x',
    'ftp://push.example.org/x',
    'https://fcm.googleapis.com:8443/x',
    'https://fcm.googleapis.com:443/x',
    'https://user@fcm.googleapis.com/x',
    'https://user:pass@fcm.googleapis.com/x',
    'https://fcm.googleapis.com.example.org/x',
    'https://evilfcm.googleapis.com/x',
    'https://push.apple.com/x',
    'https://up.example.org/x',
    'https://FCM.googleapis.com/x',
    'https://fcm.googleapis.com/../x',
    'https://fcm.googleapis.com/x#here',
    'https://fcm.googleapis.com/x\n',
    'https://fcm.googleapis.com\\@push.example.org/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://localhost/x',
    'https://169.254.169.254/latest/meta-data',
    `https://fcm.googleapis.com/${'x'.repeat(2048)}`,
  ])
    expect([endpoint, originOfEndpoint(endpoint, HOSTS)]).toEqual([endpoint, undefined]);
});

test('a host of the administrator’s that points into a network is not called', async () => {
  for (const address of [
    '127.0.0.1',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
  ]) {
    expect([address, isPublicAddress(address)]).toEqual([address, false]);
    const post = createPost(HOSTS, async () => [{ address }]);
    const sent = post('https://push.example.org/x', new Uint8Array(1), {});
    expect(sent).rejects.toThrow('no public address');
  }
  expect(['93.184.216.34', '2606:2800:220:1::1'].map(isPublicAddress)).toEqual([true, true]);
  const gone = createPost([])('https://push.example.org/x', new Uint8Array(1), {});
  expect(gone).rejects.toThrow('no longer allowed');
});
