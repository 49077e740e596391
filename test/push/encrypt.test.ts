import { expect, test } from 'bun:test';
import { createECDH, randomBytes } from 'node:crypto';
import {
  encryptContent,
  encryptPush,
  makeSalt,
  PLAIN_BYTES,
  RECORD_BYTES,
} from '../../server/push/encrypt.ts';
import { areVapidKeys, makeVapidKeys, Vapid } from '../../server/push/vapid.ts';
import { decryptPush } from '../helpers/push-decrypt.ts';
import { readVapid } from '../helpers/push-service.ts';

const randomId = (): string => randomBytes(8).toString('base64url');
const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');

test('a message is encrypted as RFC 8291 §5 prints it, byte for byte', () => {
  const body = encryptPush(
    Buffer.from('When I grow up, I want to be a watermelon'),
    {
      p256dh: bytes(
        'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      ),
      auth: bytes('BTBZMqHH6r4Tts7J_aSIgg'),
    },
    {
      privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'),
      salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
    },
  );
  expect(body.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

test('the content coding is that of RFC 8188 §3.1, byte for byte', () => {
  const body = encryptContent(
    Buffer.from('I am the walrus'),
    bytes('yqdlZ-tYemfogSmv7Ws5PQ'),
    new Uint8Array(),
    bytes('I1BsxtFttlv3u_Oo94xnmw'),
  );
  expect(body.toString('base64url')).toBe(
    'I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg',
  );
});

test('every message has keys of its own, the longest fits into one record, and its receiver reads it', () => {
  const browser = createECDH('prime256v1');
  const keys = { p256dh: browser.generateKeys(), auth: Buffer.alloc(16, 7) };
  const plain = Buffer.alloc(PLAIN_BYTES, 'پ');
  const bodies = [1, 2].map(() => encryptPush(plain, keys, { salt: makeSalt({ next: randomId }) }));
  expect(bodies[0]?.equals(bodies[1] ?? plain)).toBe(false);
  for (const body of bodies) {
    expect(body).toHaveLength(RECORD_BYTES);
    expect(decryptPush(body, browser, keys.auth).equals(plain)).toBe(true);
  }
});

const RFC_8292 =
  'vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs';

test('the server says who it is as RFC 8292 asks, to each service by a token of its own', () => {
  expect(readVapid(RFC_8292)?.aud).toBe('https://push.example.net');
  const keys = makeVapidKeys();
  const vapid = new Vapid(keys, 'mailto:admin@example.org');
  const now = Date.UTC(2026, 10, 30);
  const header = vapid.authorize('https://push.example.net:8443', now);
  expect(header).toEndWith(`k=${keys.publicKey}`);
  expect(readVapid(header)).toEqual({
    aud: 'https://push.example.net:8443',
    exp: now / 1000 + 12 * 3600,
    sub: 'mailto:admin@example.org',
  });
  expect(readVapid(vapid.authorize('https://other.example', now))?.aud).toBe(
    'https://other.example',
  );
  expect(readVapid(header.replace(/t=(.)/, 't=$1$1'))).toBeUndefined();
});

test('a token is kept until an hour before its end, also when the clock was wrong', () => {
  const vapid = new Vapid(makeVapidKeys(), undefined);
  const now = Date.UTC(2026, 10, 30);
  const hour = 3_600_000;
  const first = vapid.authorize('https://push.example', now);
  expect(readVapid(first)).not.toHaveProperty('sub');
  expect(vapid.authorize('https://push.example', now + 10 * hour)).toBe(first);
  expect(vapid.authorize('https://push.example', now + 11.5 * hour)).not.toBe(first);
  const early = vapid.authorize('https://push.example', now - 300 * hour);
  expect(readVapid(early)?.exp).toBe((now - 288 * hour) / 1000);
});

test('keys that are no pair are told from those that are', () => {
  const [one, other] = [makeVapidKeys(), makeVapidKeys()];
  expect(areVapidKeys(one)).toBe(true);
  expect(areVapidKeys({ ...one, publicKey: other.publicKey })).toBe(false);
  expect(areVapidKeys({ publicKey: '', privateKey: '' })).toBe(false);
});
