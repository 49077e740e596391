/** `npm start`: installs, builds when something has changed, and runs the server with the arguments that it is given. */
import { ensureBuilt } from './built.ts';
import { install } from './install.ts';
import { whenStartersEnd } from './starters.ts';

await install();
const executable = await ensureBuilt();
const server = Bun.spawn([executable, ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit'],
});
// Ctrl-C reaches the server by itself (same terminal); a supervisor's signal is passed on.
for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => server.kill(signal));
}
process.on('SIGINT', () => undefined);
whenStartersEnd(() => server.kill('SIGTERM'));
process.exit(await server.exited);
