import { expect, test } from 'bun:test';
import { flagOf, SETTINGS } from '../../server/config/settings.ts';
import { ConfigError, readConfig, type Source } from '../../server/config.ts';

const from = (values: Record<string, string>): Source[] => [{ from: 'environment', values }];
const refusal = (values: Record<string, string>, language: 'en' | 'fa' = 'en'): string => {
  try {
    readConfig(from(values));
  } catch (error) {
    if (error instanceof ConfigError) return error.said[language];
    throw error;
  }
  return 'accepted';
};

test('every setting has a default that it accepts itself', () => {
  expect(readConfig([])).toMatchObject({ port: 8080, registration: 'open', corsOrigins: [] });
});

test('a flag wins over the environment, and that over the file', () => {
  const sources: Source[] = [
    { from: 'flag', values: { PORT: '1' } },
    { from: 'environment', values: { PORT: '2', HOST: '127.0.0.2' } },
    { from: 'file', values: { PORT: '3', HOST: '127.0.0.3', LOG_LEVEL: 'warn' } },
  ];
  expect(readConfig(sources)).toMatchObject({ port: 1, host: '127.0.0.2', logLevel: 'warn' });
});

const WRONG: [name: string, value: string][] = [
  ['PORT', 'abc'],
  ['PORT', '-1'],
  ['PORT', '65536'],
  ['PORT', '80.5'],
  ['PORT', '0x50'],
  ['HOST', ' '],
  ['CORS_ORIGINS', '*'],
  ['CORS_ORIGINS', 'example.org'],
  ['CORS_ORIGINS', 'https://example.org/path'],
  ['CORS_ORIGINS', 'https://a.example.org,'],
  ['TRUSTED_PROXIES', 'everybody'],
  ['TRUSTED_PROXIES', '10.0.0.0/33'],
  ['REGISTRATION', 'Open'],
  ['REGISTRATION', 'yes'],
  ['RATE_LIMIT', '0'],
  ['AUTH_LIMIT', 'many'],
  ['LOG_LEVEL', 'verbose'],
  ['LOG_FORMAT', 'xml'],
  ['SERVER_NAME', 'x'.repeat(65)],
];

test.each(WRONG)(
  '%s=%j is refused by one sentence that names it and what is allowed',
  (name, value) => {
    const sentence = refusal({ [name]: value });
    expect(sentence).toContain(`${name} is ${JSON.stringify(value)}`);
    expect(sentence).toMatch(/must be .+\.$/);
    expect(sentence).not.toContain('\n');
    const persian = refusal({ [name]: value }, 'fa');
    expect(persian).toContain(name);
    expect(persian).toContain(`«\u2068${value}\u2069»`);
    expect(persian).toMatch(/^مقدار .+ باید چنین باشد: .+\.$/);
  },
);

test('a secret that is too short is refused without being repeated', () => {
  const sentence = refusal({ JWT_SECRET: 'hunter2' });
  expect(sentence).toContain('JWT_SECRET is not allowed');
  expect(sentence).not.toContain('hunter2');
  const persian = refusal({ JWT_SECRET: 'hunter2' }, 'fa');
  expect(persian).toContain('JWT_SECRET\u200e پذیرفته نیست');
  expect(persian).not.toContain('hunter2');
});

test('lists are read with their spaces, and "none" means none', () => {
  const values = {
    CORS_ORIGINS: 'https://a.example.org, http://localhost:3000',
    TRUSTED_PROXIES: 'loopback, 10.0.0.0/8, 2001:db8::1',
  };
  const config = readConfig(from(values));
  expect(config.corsOrigins).toEqual(['https://a.example.org', 'http://localhost:3000']);
  expect(config.trustedProxies).toEqual(['loopback', '10.0.0.0/8', '2001:db8::1']);
  expect(readConfig(from({ TRUSTED_PROXIES: 'none' })).trustedProxies).toEqual([]);
});

test('docs/configuration.md lists every setting, as the program does', async () => {
  const page = await Bun.file(new URL('../../docs/configuration.md', import.meta.url)).text();
  const items = page.split(/\n(?=- |\n)/).map((item) => item.replaceAll(/\s+/g, ' '));
  for (const setting of Object.values(SETTINGS)) {
    const item = items.find((text) => text.startsWith(`- \`${setting.env}\``)) ?? '';
    expect([setting.env, item.includes(`\`${flagOf(setting)}\``)]).toEqual([setting.env, true]);
    expect([setting.env, item.includes(setting.allowed.en)]).toEqual([setting.env, true]);
    expect([setting.env, item.includes(setting.fallback)]).toEqual([setting.env, true]);
  }
});
