import type { Edit } from './proxy.ts';

const without =
  (...lines: RegExp[]): Edit =>
  (text) => {
    for (const line of lines) if (!line.test(text)) throw new Error(`the example has no ${line}`);
    return lines.reduce((left, line) => left.replace(line, ''), text);
  };
const instead =
  (old: string, fresh: string): Edit =>
  (text) => {
    if (!text.includes(old)) throw new Error(`the example has no ${old}`);
    return text.replace(old, fresh);
  };

/** One fault: what was done to the example, and all that the doctor must say of it, faults and warnings. */
export type Fault = { what: string; edit: Edit; found: string[] };

const PASS = 'proxy_pass http://127.0.0.1:8080;';
const inLocation = (line: string): Edit => instead(PASS, `${PASS}\n${line}`);
const KEPT = 'proxy_cache kept; proxy_cache_valid 200 10m; proxy_ignore_headers Cache-Control;';
const FORWARDED = '$proxy_add_x_forwarded_for';

export const NGINX: Fault[] = [
  {
    what: 'no Upgrade headers',
    edit: without(/proxy_set_header Upgrade.*/, /proxy_set_header Connection.*/),
    found: ['socket.refused'],
  },
  {
    what: 'no X-Forwarded-For',
    edit: without(/proxy_set_header X-Forwarded-For.*/),
    found: ['address.none'],
  },
  {
    what: 'no word of whom it asks for',
    edit: without(/proxy_set_header X-Forwarded-For.*/, /proxy_set_header X-Forwarded-Proto.*/),
    found: ['address.none', 'scheme.wrong'],
  },
  {
    what: 'no word of whom it asks for, nor by which name',
    edit: without(
      /proxy_set_header (?!Upgrade|Connection).*/,
      /proxy_set_header X-Forwarded-Proto.*/,
      /proxy_set_header X-Forwarded-For.*/,
    ),
    found: ['address.none', 'host.wrong', 'metrics.open', 'scheme.wrong'],
  },
  {
    what: 'no X-Forwarded-Proto',
    edit: without(/proxy_set_header X-Forwarded-Proto.*/),
    found: ['scheme.wrong'],
  },
  {
    what: 'the name of its target as Host',
    edit: instead('Host              $host', 'Host $proxy_host'),
    found: ['host.wrong'],
  },
  {
    what: 'bodies of a kilobyte',
    edit: instead('client_max_body_size 0', 'client_max_body_size 1k'),
    found: ['body.cut'],
  },
  {
    what: 'what is uploaded kept until it is whole',
    edit: instead('proxy_request_buffering off', 'proxy_request_buffering on'),
    found: ['upload.held'],
  },
  {
    what: 'answers kept until they are whole',
    edit: instead('proxy_buffering off', 'proxy_buffering on'),
    found: ['stream.held'],
  },
  {
    what: '/api in its cache',
    edit: (text) =>
      instead(
        'location / {',
        `location /api/ { ${PASS} proxy_set_header Host $host; ${KEPT}
           proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-For ${FORWARDED};
           proxy_http_version 1.1; proxy_request_buffering off; }
         location / {`,
      )(text),
    found: ['cache.kept', 'stream.held'],
  },
  {
    what: 'sw.js in its cache',
    edit: instead(
      'location / {',
      `location = /sw.js { ${PASS} proxy_set_header Host $host; ${KEPT} }\nlocation / {`,
    ),
    found: ['cache.kept'],
  },
  {
    what: 'an hour of life for everything',
    edit: instead('gzip off;', 'gzip off; expires 1h;'),
    found: ['cache.control', 'cache.control'],
  },
  {
    what: 'its own gzip instead of ours',
    edit: (text) =>
      inLocation('proxy_set_header Accept-Encoding "";')(instead('gzip off;', '')(text)),
    found: ['encoding.other'],
  },
  {
    what: 'its gzip over the API',
    edit: instead('gzip off;', ''),
    found: ['encoding.api'],
  },
  {
    what: 'no Accept-Encoding',
    edit: inLocation('proxy_set_header Accept-Encoding "";'),
    found: ['encoding.lost'],
  },
  {
    what: 'HSTS of its own too',
    edit: instead(
      'gzip off;',
      'gzip off; add_header Strict-Transport-Security "max-age=1" always;',
    ),
    found: ['hsts.twice'],
  },
  {
    what: 'no HSTS',
    edit: inLocation('proxy_hide_header Strict-Transport-Security;'),
    found: ['hsts.none'],
  },
  {
    what: 'no policy for content',
    edit: inLocation('proxy_hide_header Content-Security-Policy;'),
    found: ['headers.changed'],
  },
  {
    what: 'HTTP/1.1 only',
    edit: (text) => text.replaceAll(' http2;', ';'),
    found: ['http2.none'],
  },
  {
    what: 'a wrong target',
    edit: instead('127.0.0.1:8080', '127.0.0.1:1'),
    found: ['reach.gateway'],
  },
  {
    what: 'another site',
    edit: instead(PASS, 'return 200 "welcome to nginx";'),
    found: ['reach.other'],
  },
  {
    what: 'a redirect',
    edit: instead(PASS, 'return 301 https://www.example.com$request_uri;'),
    found: ['reach.elsewhere'],
  },
  {
    what: 'an address that the client chooses',
    edit: (text) =>
      `map $http_x_forwarded_for $said { '' 203.0.113.7; default $http_x_forwarded_for; }\n${instead(FORWARDED, '$said')(text)}`,
    found: ['address.forged'],
  },
];

const TO = 'reverse_proxy 127.0.0.1:8080 {';
const inProxy = (line: string): Edit => instead(TO, `${TO}\n${line}`);
const inSite = (line: string): Edit => instead('reverse_proxy', `${line}\nreverse_proxy`);

export const CADDY: Fault[] = [
  {
    what: 'no X-Forwarded-For',
    edit: inProxy('header_up -X-Forwarded-For'),
    found: ['address.none'],
  },
  {
    what: 'no X-Forwarded-Proto',
    edit: inProxy('header_up -X-Forwarded-Proto'),
    found: ['scheme.wrong'],
  },
  {
    what: 'the name of its target as Host',
    edit: inProxy('header_up Host {upstream_hostport}\nheader_up -X-Forwarded-Host'),
    found: ['host.wrong'],
  },
  {
    what: 'no upgrade',
    edit: inProxy('header_up -Upgrade'),
    found: ['socket.refused'],
  },
  {
    what: 'bodies of a kilobyte',
    edit: inSite('request_body {\nmax_size 1KB\n}'),
    found: ['body.cut'],
  },
  {
    what: 'an hour of life for everything',
    edit: inSite('header {\nCache-Control "public, max-age=3600"\ndefer\n}'),
    found: ['cache.control', 'cache.control'],
  },
  {
    what: 'its own compression',
    edit: inSite('encode {\ngzip\nminimum_length 1\n}'),
    found: ['encoding.api'],
  },
  {
    what: 'no policy for content',
    edit: inSite('header -Content-Security-Policy'),
    found: ['headers.changed'],
  },
  {
    what: 'a wrong target',
    edit: instead('127.0.0.1:8080', '127.0.0.1:1'),
    found: ['reach.gateway'],
  },
];
