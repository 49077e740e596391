/** `bun run build`: `dist/payambar`, the whole product in one file. `--dev`, `--target bun-linux-arm64`, `--release`. */
import { parseOptions } from './build/options.ts';
import { build } from './build/run.ts';

const started = performance.now();
const built = await build(parseOptions(process.argv.slice(2)));
const seconds = ((performance.now() - started) / 1000).toFixed(1);
for (const path of built.executables) {
  process.stdout.write(`${path}, ${(Bun.file(path).size / 1e6).toFixed(0)} MB\n`);
}
process.stdout.write(`built ${built.files} client files, in ${seconds} s\n`);
