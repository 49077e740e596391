import { expect, test } from 'bun:test';
import { createNetwork, limitKey } from '../../server/http/network.ts';

function addressOf(trustedProxies: string[], peer: string | null, forwarded?: string) {
  const headers = forwarded === undefined ? undefined : { 'x-forwarded-for': forwarded };
  const request = new Request('http://localhost/', { headers });
  return createNetwork({ trustedProxies }).address(request, peer);
}

test('without a trusted proxy the socket’s own address counts, whatever a header says', () => {
  expect(addressOf([], '5.5.5.5')).toBe('5.5.5.5');
  expect(addressOf([], '5.5.5.5', '6.6.6.6')).toBe('5.5.5.5');
  expect(addressOf(['10.0.0.0/8'], '5.5.5.5', '6.6.6.6')).toBe('5.5.5.5');
});

test('of a chain of trusted proxies the first stranger from the right counts', () => {
  const trusted = ['loopback', '10.0.0.0/8', '2001:db8::/32'];
  expect(addressOf(trusted, '127.0.0.1', '6.6.6.6')).toBe('6.6.6.6');
  expect(addressOf(trusted, '10.1.2.3', 'spoofed, 1.1.1.1, 6.6.6.6, 10.9.9.9')).toBe('6.6.6.6');
  expect(addressOf(trusted, '2001:db8::1', '2a00::5')).toBe('2a00::5');
  expect(addressOf(trusted, '127.0.0.1', '10.0.0.1')).toBe('10.0.0.1');
});

test('what is no address ends the walk', () => {
  expect(addressOf(['loopback'], '127.0.0.1', 'unknown')).toBe('127.0.0.1');
  expect(addressOf(['loopback'], '127.0.0.1', '6.6.6.6, <script>')).toBe('127.0.0.1');
  expect(addressOf(['loopback'], '127.0.0.1', '')).toBe('127.0.0.1');
});

test('ports, brackets and IPv4 inside IPv6 are understood', () => {
  expect(addressOf(['loopback'], '::ffff:127.0.0.1', '6.6.6.6:443')).toBe('6.6.6.6');
  expect(addressOf(['loopback'], '::1', '[2a00::5]:443')).toBe('2a00::5');
  expect(addressOf(['127.0.0.1'], '::ffff:127.0.0.1', '::ffff:6.6.6.6')).toBe('6.6.6.6');
});

test('the words linklocal and private name their ranges', () => {
  expect(addressOf(['private'], '192.168.1.1', '6.6.6.6')).toBe('6.6.6.6');
  expect(addressOf(['private'], 'fd00::1', '6.6.6.6')).toBe('6.6.6.6');
  expect(addressOf(['linklocal'], '169.254.1.1', '6.6.6.6')).toBe('6.6.6.6');
  expect(addressOf(['private'], '8.8.8.8', '6.6.6.6')).toBe('8.8.8.8');
});

test('one home of IPv6 is one client for a limit, two IPv4 addresses are two', () => {
  expect(limitKey('2a00:1:2:3:aaaa::1')).toBe(limitKey('2a00:1:2:3:bbbb::2'));
  expect(limitKey('2a00:1:2:3::1')).not.toBe(limitKey('2a00:1:2:4::1'));
  expect(limitKey('5.5.5.5')).not.toBe(limitKey('5.5.5.6'));
  expect(limitKey('::ffff:5.5.5.5')).toBe(limitKey('5.5.5.5'));
  expect(limitKey(null)).toBe('unknown');
});
