import { expect, spyOn, test } from 'bun:test';
import { CommandError } from '../../server/cli/command.ts';
import { COMMANDS } from '../../server/cli/commands.ts';
import { runProgram } from '../../server/cli/program.ts';
import type { TerminalLanguage } from '../../server/cli/texts.ts';

/** Runs a command line that must not get as far as an action. */
async function run(line: string, language: TerminalLanguage) {
  const act = () => Promise.reject(new Error(`“${line}” was carried out`));
  const argv = line.split(' ');
  await runProgram(argv, language, { serve: act, status: act, others: COMMANDS });
}

async function runRefused(line: string, language: TerminalLanguage): Promise<string> {
  try {
    await run(line, language);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    expect(error.exitCode).toBe(2);
    return error.message.replaceAll('\u200e', '');
  }
  throw new Error(`“${line}” was accepted`);
}

test.each([
  ['restore', '“file” is missing.', '«file» نوشته نشده است.', 'payambar restore'],
  ['user role ali', '“role” is missing.', '«role» نوشته نشده است.', 'payambar user role'],
  [
    'backup -o',
    'The option -o, --output <path> needs a value.',
    'گزینه‌ی -o, --output <path> مقدار می‌خواهد.',
    'payambar backup',
  ],
  [
    'user create --nam x',
    'There is no option “--nam” here. Did you mean --name?',
    'گزینه‌ی «--nam» اینجا نیست. شاید --name؟',
    'payambar user create',
  ],
  [
    '--nonsense',
    'There is no option “--nonsense” here.',
    'گزینه‌ی «--nonsense» اینجا نیست.',
    'payambar serve',
  ],
  [
    'user lst',
    'There is no command “lst”. Did you mean list?',
    'فرمانی به نام «lst» نیست. شاید list؟',
    'payambar user',
  ],
  [
    'users list',
    'There is no command “users”. Did you mean user?',
    'فرمانی به نام «users» نیست. شاید user؟',
    'payambar',
  ],
  ['frob', 'There is no command “frob”.', 'فرمانی به نام «frob» نیست.', 'payambar'],
  ['serve more', 'Unexpected word: “more”.', '«more» زیادی است.', 'payambar serve'],
  ['user create a b c', 'Unexpected word: “b”.', '«b» زیادی است.', 'payambar user create'],
  [
    '--port 80 user list',
    'The command goes before its options: payambar user OPTIONS.',
    'فرمان پیش از گزینه‌هایش نوشته می‌شود: payambar user OPTIONS.',
    'payambar user',
  ],
])('“%s” is refused in both languages, with the way to its help', async (line, en, fa, path) => {
  expect(await runRefused(line, 'en')).toBe(`${en} Help: ${path} --help`);
  expect(await runRefused(line, 'fa')).toBe(`${fa} راهنما: ${path} --help`);
});

/** Commands stand in help as `  name [options] <argument>   what it does`. */
const commandsIn = (help: string): string[] =>
  [...help.matchAll(/^ {2}([a-z][a-z-]*)(?: [[<].*)? {2,}\S/gm)].map(([, name = '']) => name);

test('the help of every command is Persian throughout', async () => {
  const written: string[] = [];
  const write = spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const helpOf = async (path: string[]): Promise<string[]> => {
    written.length = 0;
    await run([...path, '--help'].join(' '), 'fa');
    const help = written.join('');
    const below = help.includes('فرمان‌ها:') ? commandsIn(help) : [];
    const helps = [help];
    for (const name of below) helps.push(...(await helpOf([...path, name])));
    return helps;
  };
  try {
    const helps = await helpOf([]);
    expect(helps.length).toBeGreaterThan(20);
    for (const help of helps) {
      expect(help).toStartWith('کاربرد:');
      expect(help).not.toMatch(/^[A-Z]\w+:|\(default:|\(choices:/m);
      for (const line of help.match(/^ {2}\S.* {2,}\S.*$/gm) ?? []) expect(line).toMatch(/[آ-ی]/);
    }
  } finally {
    write.mockRestore();
  }
});
