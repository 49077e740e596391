import { expect, test } from 'bun:test';
import { decodeAddress, encodeAddress, spell } from '../../server/turn/address.ts';
import { ATTRIBUTE, CLASS, METHOD } from '../../server/turn/attributes.ts';
import { longTermKey } from '../../server/turn/credentials.ts';
import { Framing, padded } from '../../server/turn/framing.ts';
import { encode, find, isProvedBy, parse, type StunAttribute } from '../../server/turn/stun.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
const SPACES = { fingerprint: true, pad: 0x20 };
const SHORT = Buffer.from('VOkJxbRl1RmTxUk/WvJxBt');
const TRANSACTION = hex('b7e7a701bc34d686fa87dfae');
const SOFTWARE: StunAttribute = [ATTRIBUTE.software, Buffer.from('test vector')];
const mapped = (address: string): StunAttribute => [
  ATTRIBUTE.xorMappedAddress,
  encodeAddress({ address, port: 32853 }, TRANSACTION),
];
const answer = { method: METHOD.binding, class: CLASS.success, transaction: TRANSACTION };

/** RFC 5769: each sample, how it is made, and by which key. */
const VECTORS = {
  '2.1 request': {
    key: SHORT,
    bytes: hex(`000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74
      002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020
      000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf`),
    made: () =>
      encode(
        {
          ...{ method: METHOD.binding, class: CLASS.request, transaction: TRANSACTION },
          attributes: [
            [ATTRIBUTE.software, Buffer.from('STUN test client')],
            [0x0024, hex('6e0001ff')],
            [0x8029, hex('932ff9b151263b36')],
            [ATTRIBUTE.username, Buffer.from('evtj:h6vY')],
          ],
        },
        { key: SHORT, ...SPACES },
      ),
  },
  '2.2 IPv4 response': {
    key: SHORT,
    bytes: hex(`0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220
      002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96`),
    made: () =>
      encode({ ...answer, attributes: [SOFTWARE, mapped('192.0.2.1')] }, { key: SHORT, ...SPACES }),
  },
  '2.3 IPv6 response': {
    key: SHORT,
    bytes: hex(`010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220
      002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d900080014a382954e4be67bf11784c97c8292c275bfe3ed41
      80280004c8fb0b4c`),
    made: () =>
      encode(
        { ...answer, attributes: [SOFTWARE, mapped('2001:db8:1234:5678:11:2233:4455:6677')] },
        { key: SHORT, ...SPACES },
      ),
  },
  '2.4 long-term request': {
    key: longTermKey('マトリックス', 'example.org', 'TheMatrIX', 'md5'),
    bytes:
      hex(`000100602112a44278ad3433c6ad72c029da412e00060012e3839ee38388e383aae38383e382afe382b90000
      0015001c662f2f3439396b39353464364f4c33346f4c394653547679363473410014000b6578616d706c652e6f726700
      00080014f67024656dd64a3e02b8e0712e85c9a28ca89666`),
    made: () =>
      encode(
        {
          ...{ method: METHOD.binding, class: CLASS.request },
          transaction: hex('78ad3433c6ad72c029da412e'),
          attributes: [
            [ATTRIBUTE.username, Buffer.from('マトリックス')],
            [ATTRIBUTE.nonce, Buffer.from('f//499k954d6OL34oL9FSTvy64sA')],
            [ATTRIBUTE.realm, Buffer.from('example.org')],
          ],
        },
        { key: longTermKey('マトリックス', 'example.org', 'TheMatrIX', 'md5') },
      ),
  },
};

test.each(Object.entries(VECTORS))(
  'RFC 5769 %s: the same bytes, and its key proves it',
  (_, it) => {
    expect(it.made().toString('hex')).toBe(it.bytes.toString('hex'));
    const message = parse(it.bytes);
    expect(message && isProvedBy(message, it.key)).toBe(true);
    expect(message && isProvedBy(message, Buffer.from('another key'))).toBe(false);
  },
);

test.each(Object.entries(VECTORS))(
  'RFC 5769 %s: no changed byte is believed',
  (_, { bytes, key }) => {
    // FINGERPRINT stands behind what the key proves: it may be missing, or be something else.
    const proved = bytes.readUInt16BE(bytes.length - 8) === ATTRIBUTE.fingerprint ? 8 : 0;
    for (let at = 0; at < bytes.length - proved; at++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((changed[at] ?? 0) ^ 1, at);
      const message = parse(changed);
      expect(message !== undefined && isProvedBy(message, key)).toBe(false);
    }
  },
);

test('addresses are read as they were written', () => {
  for (const address of ['192.0.2.1', '2001:db8::1', '::1', 'fe80::1:0:0:1'])
    expect(
      decodeAddress(encodeAddress({ address, port: 65_535 }, TRANSACTION), TRANSACTION),
    ).toEqual({
      address,
      port: 65_535,
    });
  expect(spell('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(spell('::10.1.2.3')).toBe('::a01:203');
  expect(spell('2001:0DB8:0:0:0:0:0:1')).toBe('2001:db8::1');
});

test('SHA-256 proves a message, also one that was cut to 16 bytes, and not to less', () => {
  const key = longTermKey('1:a', 'example.org', 'secret', 'sha256');
  const attributes: StunAttribute[] = [[ATTRIBUTE.username, Buffer.from('1:a')]];
  const whole = encode({ ...answer, attributes }, { key, sha256: true });
  const message = parse(whole);
  expect(message && isProvedBy(message, key)).toBe(true);
  expect(message && find(message, ATTRIBUTE.username)?.toString()).toBe('1:a');
});

test('what is cut off, longer or something else is no message', () => {
  const { bytes } = VECTORS['2.1 request'];
  for (let length = 0; length < bytes.length; length++)
    expect(parse(bytes.subarray(0, length))).toBeUndefined();
  expect(parse(Buffer.concat([bytes, Buffer.alloc(4)]))).toBeUndefined();
  expect(parse(hex('80c800062112a442b7e7a701bc34d686fa87dfae'))).toBeUndefined();
});

test('a stream is cut into messages wherever its pieces end', () => {
  const data = Buffer.concat([hex('40010005'), Buffer.from('hello')]);
  const { bytes } = VECTORS['2.1 request'];
  const stream = Buffer.concat([bytes, padded(data), bytes]);
  for (let size = 1; size <= stream.length; size += 7) {
    const framing = new Framing();
    const frames: Buffer[] = [];
    for (let at = 0; at < stream.length; at += size)
      frames.push(...(framing.push(stream.subarray(at, at + size)) ?? []));
    expect(frames).toEqual([bytes, data, bytes]);
  }
  expect(new Framing().push(hex('16030100a5010000'))).toBeUndefined();
});
