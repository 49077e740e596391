import { createECDH } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BORN, Old } from './old.ts';
import { PNG, SVG } from './pictures.ts';

/**
 * Makes one installation with every oddity that the defects of the older program let arise, as the Docker image lays
 * it out: `data/` with database and uploads, `.env` beside it. Ids are in the order of the calls.
 */
export function makeOdd(root: string): void {
  const old = new Old(join(root, 'data/payambar.db'), join(root, 'data/uploads'));
  const people = addPeople(old);
  addTalk(old, people);
  addStates(old, people);
  addFiles(old, people, root);
  addPush(old, people, root);
  old.close();
}

type People = Record<'ali' | 'sara' | 'upper' | 'reza' | 'mina', number>;

function addPeople(old: Old): People {
  const ali = old.user('Ali', { display_name: 'علی' });
  const sara = old.user('sara', {
    display_name: '  سارا\u202e\u0000  ',
    created_at: '2024-03-20T09:00:00Z',
  });
  const upper = old.user('ALI', { created_at: '2024-03-22 08:00:00' });
  const reza = old.user('reza', { password_hash: 'plain text', display_name: 'ر'.repeat(100) });
  const mina = old.user('مینا-1', { created_at: '0001-01-01 00:00:00+00:00' });
  return { ali, sara, upper, reza, mina };
}

function addTalk(old: Old, { ali, sara, upper, reza, mina }: People): void {
  old.conversation([ali, sara]);
  old.conversation([sara, ali]); // the same pair twice
  old.conversation([ali]); // a conversation of one person
  old.conversation([ali, 4711]); // the other account is gone (#15)
  old.conversation([reza, mina]); // no message yet
  const said = (second: string) => ({ created_at: `2024-03-21 10:00:${second}` });
  old.message(ali, sara, 'یک', said('01'));
  old.message(sara, ali, 'سه', said('02')); // stored before, sent after (#10)
  old.message(ali, sara, 'دو', { created_at: '2024-03-21 10:00:01' });
  old.message(ali, upper, 'کسی این را نمی‌دید', said('03')); // no conversation (#8)
  old.message(ali, 4711, 'به هیچ‌کس', said('04')); // the receiver does not exist
  old.message(4711, sara, 'از هیچ‌کس', said('05'));
  old.message(sara, sara, 'یادداشت', said('06'));
  old.message(sara, ali, ' \u200f\n ', said('07')); // nothing visible (#28)
  old.message(sara, ali, `${'واژه '.repeat(1500)}پایان`, said('08')); // no limit (#28)
  old.message(ali, sara, 'بی‌زمان', { created_at: null });
  old.message(ali, sara, 'از آینده', { created_at: '2999-01-01 00:00:00' });
  old.message(ali, sara, 'با دقت', { created_at: '2024-03-21T10:00:09.250Z' });
  old.message(ali, sara, 'تماس صوتی (۰۲:۱۵)', said('10'));
  old.message(sara, ali, 'تماس صوتی (00:07)', said('11'));
  old.message(sara, ali, 'تماس ناموفق', said('12'));
  old.message(ali, sara, 'تماس صوتی خوب بود', said('13')); // words that only look like a call
  old.message(ali, sara, '', {
    ...{
      encrypted: 1,
      e2ee_v: 1,
      alg: 'ECDH-P256+AES-256-GCM',
      sender_device_id: 'd1',
      key_id: 'k1',
    },
    ...{ iv: 'AAAAAAAAAAAAAAAA', ciphertext: 'c2VjcmV0', ...said('14') },
  });
  old.message(ali, sara, 'رمز نشده', { encrypted: 1, ...said('15') }); // a downgrade (#37)
}

/** Adds text where a state belongs, messages read below an unread one (#12), and words for times. */
function addStates(old: Old, { sara, reza }: People): void {
  old.conversation([sara, reza]);
  const said = (second: string) => ({ created_at: `2024-03-23 10:00:${second}` });
  old.message(sara, reza, 'نخوانده‌ی زیرین', { status: 'sent', ...said('01') });
  old.message(sara, reza, 'خوانده', {
    status: ' READ ',
    read_at: '2024-03-23 11:00:00',
    ...said('02'),
  });
  old.message(sara, reza, 'رسیده', {
    status: 'خوانده شد',
    delivered_at: 'delivered',
    ...said('03'),
  });
  old.message(sara, reza, 'فرستاده', {
    status: null,
    delivered_at: '0001-01-01 00:00:00',
    ...said('04'),
  });
  old.message(reza, sara, 'پاسخ', { status: 'delivered', ...said('05') });
}

function addFiles(old: Old, { ali, sara, upper }: People, root: string): void {
  const picture = old.file(ali, sara, '1700_picture.png', PNG); // absolute path
  old.file(sara, ali, 'یادداشت ۱.txt', 'سلام', { file_path: 'data/uploads/یادداشت ۱.txt' });
  old.file(ali, sara, 'same.png', PNG, {
    file_path: '/data/uploads/same.png',
    file_name: 'همان.png',
  });
  old.file(ali, sara, 'evil.svg', SVG, {
    content_type: 'image/png',
    file_path: './uploads/evil.svg',
  });
  old.add('files', { message_id: picture, file_name: 'دوم.png', file_path: 'same.png' }); // two files of one message, one file of two messages
  const outside = join(root, 'secret.txt');
  writeFileSync(outside, 'not for anybody');
  const lost = old.message(ali, sara, '[فایل]');
  old.add('files', { message_id: lost, file_name: 'رازها.txt', file_path: outside });
  const linked = old.message(ali, sara, '[فایل]');
  symlinkSync(outside, join(old.uploads, 'link.txt'));
  old.add('files', { message_id: linked, file_name: 'link.txt', file_path: 'link.txt' });
  const missing = old.message(ali, sara, '[فایل]');
  old.add('files', { message_id: missing, file_name: 'گم.pdf', file_path: '../../etc/none.pdf' });
  old.add('files', { message_id: 9999, file_name: 'orphan.png', file_path: 'same.png' });
  old.message(ali, sara, '[فایل]'); // no row of a file (#16): the words are all there is
  const face = (id: number, avatar_url: string): void => {
    old.database.query('UPDATE users SET avatar_url = ? WHERE id = ?').run(avatar_url, id);
  };
  writeFileSync(join(old.uploads, 'face.png'), PNG);
  face(ali, '/api/files/face.png');
  face(sara, 'https://pictures.example.org/sara.png');
  face(upper, '/api/files/evil.svg');
}

function addPush(old: Old, { ali, sara, reza }: People, root: string): void {
  const keys = { p256dh: 'BPub', auth: 'secret', created_at: BORN, user_agent: 'Firefox' };
  const add = (user_id: number, endpoint: string, more = {}): number =>
    old.add('push_subscriptions', { user_id, endpoint, ...keys, ...more });
  add(ali, 'https://push.example.org/ali');
  add(sara, 'https://push.example.org/revoked', { revoked_at: BORN });
  add(reza, 'https://127.0.0.1/admin'); // #30
  add(4711, 'https://push.example.org/gone');
  old.add('user_device_keys', {
    user_id: ali,
    device_id: 'd1',
    public_key: '{}',
    enc_private_key: 'x',
  });
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(Buffer.alloc(32, 7));
  const lines = [
    'PORT=8080',
    `VAPID_PUBLIC_KEY=${pair.getPublicKey('base64url')}`,
    `VAPID_PRIVATE_KEY=${pair.getPrivateKey('base64url')}`,
  ];
  const env = join(root, '.env');
  mkdirSync(dirname(env), { recursive: true });
  writeFileSync(env, `${lines.join('\n')}\n`);
}
