/** What deploy/cluster holds beside the proxies: read by the tools of each, and held to what the server really knows. */
import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { Glob } from 'bun';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Service } from 'kubernetes-models/v1/Service';
import { SETTINGS } from '../../server/config/settings.ts';
import { tempDir } from '../helpers/program.ts';
import { ask } from './lib/fronts.ts';

const DEPLOY = join(import.meta.dir, '../../deploy');
const textOf = (name: string): Promise<string> => Bun.file(join(DEPLOY, name)).text();
const UNIT = await textOf('cluster/payambar@.service');
const COMPOSE = await textOf('cluster/compose.yaml');
const KUBERNETES = await textOf('cluster/kubernetes.yaml');

test('every setting that an example gives is one that the server knows', () => {
  const given = [
    ...[...UNIT.matchAll(/^Environment=(.+)$/gm)].flatMap(([, line = '']) =>
      line.split(' ').map((one) => one.split('=')[0]),
    ),
    ...[...KUBERNETES.matchAll(/- (?:\{ )?name: ([A-Z_0-9]+)/g)].map(([, name]) => name),
    ...[...KUBERNETES.matchAll(/([A-Z_0-9]+)=…/g)].map(([, name]) => name),
    ...Object.values(composed.services)
      .filter(({ image }) => image.startsWith('payambar:'))
      .flatMap(({ environment }) => Object.keys(environment ?? {})),
  ];
  const known = Object.values(SETTINGS).map(({ env }) => env as string);
  expect(given.length).toBeGreaterThan(12);
  expect(given.filter((name) => !known.includes(name ?? ''))).toEqual([]);
});

test('the unit of a node lets go of as little as that of a whole server', async () => {
  const [, own = ''] = UNIT.split('# It needs its own folder');
  const [, whole = ''] = (await textOf('payambar.service')).split('# It needs its own folder');
  expect(own).toBe(whole);
});

test('systemd finds nothing wrong with it, and rates its exposure 2.0 or less, where systemd is', async () => {
  using folder = tempDir();
  const unit = join(folder.path, 'payambar@8081.service');
  // The executable of a machine on which it is installed.
  await Bun.write(unit, UNIT.replace('/usr/local/bin/payambar', '/bin/true'));
  if (!Bun.which('systemd-analyze', { PATH: '/usr/bin:/bin' })) return;
  const verified = await ask(['systemd-analyze', 'verify', unit]);
  // RestartSteps is newer than the systemd of Debian 12.
  const said = verified.said.split('\n').filter((line) => !/'Restart(Steps|Max)/.test(line));
  expect([verified.code, said.filter((line) => line.includes(unit))]).toEqual([0, []]);
  const rated = await ask([
    ...['systemd-analyze', 'security', '--offline=true', '--threshold=20', unit],
  ]);
  expect(rated.code).toBe(0);
});

type Composed = {
  services: Record<
    string,
    {
      image: string;
      environment?: Record<string, string>;
      networks?: { default: { ipv4_address: string } };
      read_only?: boolean;
      stop_grace_period?: string;
      depends_on?: object;
      profiles?: string[];
    }
  >;
};
const composed = Bun.YAML.parse(COMPOSE) as Composed;

test('compose has three nodes that believe its one proxy, and wait until they have drained', () => {
  const { haproxy, node1, node2, node3, rabbitmq, ...others } = composed.services;
  expect(rabbitmq?.profiles).toEqual(['queue']);
  expect(Object.keys(others).sort()).toEqual(['postgres', 'redis']);
  for (const node of [node1, node2, node3]) {
    const { TRUSTED_PROXIES, DRAIN_SECONDS } = node?.environment ?? {};
    expect(TRUSTED_PROXIES).toBe(haproxy?.networks?.default.ipv4_address ?? '');
    expect(Number.parseInt(node?.stop_grace_period ?? '', 10)).toBeGreaterThan(
      Number(DRAIN_SECONDS) + 5,
    );
    expect(node?.read_only).toBe(true);
    expect(Object.keys(node?.depends_on ?? {})).toEqual(['postgres', 'redis']);
  }
  const names = [node1, node2, node3].map((node) => node?.environment?.NODE_NAME);
  expect(names).toEqual(['node1', 'node2', 'node3']);
});

test('the manifest is what Kubernetes takes, and names nothing that is not there', () => {
  const [deployment, service, budget] = Bun.YAML.parse(KUBERNETES) as [
    ConstructorParameters<typeof Deployment>[0] & object,
    ConstructorParameters<typeof Service>[0] & object,
    ConstructorParameters<typeof PodDisruptionBudget>[0] & object,
  ];
  new Deployment(deployment).validate();
  new Service(service).validate();
  new PodDisruptionBudget(budget).validate();
  const pod = deployment.spec?.template.spec;
  const [container] = pod?.containers ?? [];
  const labels = deployment.spec?.template.metadata?.labels;
  expect(labels).toEqual(service.spec?.selector);
  expect(labels).toEqual(budget.spec?.selector?.matchLabels);
  expect(container?.readinessProbe?.httpGet?.path).toBe('/ready');
  expect(container?.livenessProbe?.httpGet?.path).toBe('/health');
  expect(container?.ports?.map(({ name }) => name)).toEqual([
    String(service.spec?.ports?.[0]?.targetPort),
  ]);
  const volumes = pod?.volumes?.map(({ name }) => name);
  expect(container?.volumeMounts?.map(({ name }) => name)).toEqual(volumes ?? []);
  const drain = container?.env?.find(({ name }) => name === 'DRAIN_SECONDS')?.value;
  expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(Number(drain) + 10);
});

test('no example holds a secret', async () => {
  for (const file of new Glob('cluster/*').scanSync(DEPLOY)) {
    const urls = (await textOf(file)).matchAll(
      /\b(?:postgres|rediss?|amqps?):\/\/[^:@\s]*:([^@\s]+)@/g,
    );
    for (const [, password] of urls)
      expect([file, password]).toEqual([file, expect.stringMatching(/^\$\{\w+:\?\}$/)]);
  }
});
