/** One instruction, its lines joined: `{ name: 'RUN', value: 'bun build.ts && …' }`. */
export type Instruction = { name: string; value: string };

export function instructionsOf(text: string): Instruction[] {
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#') && line.trim() !== '')
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => {
      const [, name = '', value = ''] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? [];
      return { name: name.toUpperCase(), value };
    });
}

/** Returns the instructions of the last stage: what the image is. */
export function runtimeOf(instructions: Instruction[]): Instruction[] {
  return instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
}

export const valuesOf = (instructions: Instruction[], wanted: string): string[] =>
  instructions.filter(({ name }) => name === wanted).map(({ value }) => value);

/** Reads `["/payambar", "status"]` behind the options that may stand before it. */
export const execForm = (value: string): string[] => JSON.parse(/\[.*\]$/.exec(value)?.[0] ?? '[]');

type Rule = (all: Instruction[]) => boolean;
const none =
  (names: RegExp, wrong: RegExp): Rule =>
  (all) =>
    !all.some(({ name, value }) => names.test(name) && wrong.test(value));

/** Returns the bases with the values of `ARG`s before the first stage put in. */
function bases(all: Instruction[]): string[] {
  const args = new Map(valuesOf(all, 'ARG').map((arg) => arg.split('=') as [string, string]));
  const stages = valuesOf(all, 'FROM').map((from) => from.split(/\s+as\s+/i));
  const named = stages.map(([, name]) => name);
  return stages
    .map(([base = '']) => base.replaceAll(/\$\{(\w+)\}/g, (_, name) => args.get(name) ?? ''))
    .filter((base) => base !== 'scratch' && !named.includes(base));
}

/**
 * These are hadolint's rules by their numbers, as far as a file like ours could break them; hadolint itself is no
 * package of npm. True: kept.
 */
export const RULES: Record<string, Rule> = {
  'DL3000 absolute WORKDIR': none(/^WORKDIR$/, /^(?![/$"'])/),
  'DL3002 the last user is not root': (all) =>
    !/^(root|0)(:|$)/.test(valuesOf(runtimeOf(all), 'USER').at(-1) ?? 'root'),
  'DL3003 WORKDIR instead of cd': none(/^RUN$/, /(^|&&\s*)cd\s/),
  'DL3004 no sudo': none(/^RUN$/, /\bsudo\b/),
  'DL3006 a tag for every base': (all) => bases(all).every((base) => /:[^/]+$|@sha256:/.test(base)),
  'DL3007 never latest': (all) => bases(all).every((base) => !base.endsWith(':latest')),
  'DL3011 ports that exist': (all) =>
    valuesOf(all, 'EXPOSE').every((port) => Number.parseInt(port, 10) <= 65_535),
  'DL3020 COPY instead of ADD': (all) => valuesOf(all, 'ADD').length === 0,
  'DL3022 copies from a stage that exists': (all) => {
    const stages = valuesOf(all, 'FROM').map((from) => from.split(/\s+as\s+/i)[1]);
    return valuesOf(all, 'COPY').every((copy) => {
      const from = /--from=(\S+)/.exec(copy)?.[1];
      return from === undefined || stages.includes(from);
    });
  },
  'DL3025 commands as JSON': (all) =>
    [...valuesOf(all, 'CMD'), ...valuesOf(all, 'ENTRYPOINT')].every((value) =>
      value.startsWith('['),
    ),
  'DL3027 no apt': none(/^RUN$/, /\bapt\s/),
  'DL3057 a health check': (all) => valuesOf(runtimeOf(all), 'HEALTHCHECK').length === 1,
  'DL4000 no MAINTAINER': (all) => valuesOf(all, 'MAINTAINER').length === 0,
  'DL4003 one CMD': (all) => valuesOf(runtimeOf(all), 'CMD').length <= 1,
  'DL4004 one ENTRYPOINT': (all) => valuesOf(runtimeOf(all), 'ENTRYPOINT').length <= 1,
  'DL4006 a pipe fails as a whole': (all) =>
    valuesOf(all, 'SHELL').some((shell) => shell.includes('pipefail')) ||
    none(/^RUN$/, /[^|]\|[^|]/)(all),
};
