/**
 * A large file to a bucket and back: what it takes of the server's memory and CPU. The service is the fake of the tests, in this
 * process. BENCH_FILES_MB: its size (300).
 */
import { startFakeS3 } from '../test/helpers/s3/fake-s3.ts';
import { castPairs, SECRET_ENV } from './lib/cast.ts';
import { serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, runAlone } from './lib/report.ts';
import { sendWhole } from './lib/uploader.ts';
import { weigh } from './lib/weigh.ts';

const MB = 1e6;
const SIZE = Number(process.env.BENCH_FILES_MB ?? 300) * MB;
const AT_ONCE = 10;

const line = (name: string, value: number, unit: string): Figure => ({
  ...{ bench: 's3', name, value, unit },
});

export async function s3(): Promise<Figure[]> {
  const dir = tempDir('s3');
  const service = startFakeS3();
  const token = castPairs(dir.path, 1)[0]?.tokens[0] ?? '';
  const server = await startServer(serverCommand(), dir.path, { ...SECRET_ENV, ...service.env });
  const who = { port: server.port, token };
  const read = async (id: string, pauseMs = 0): Promise<void> => {
    const address = `http://127.0.0.1:${server.port}/api/files/${id}`;
    const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
    let bytes = 0;
    for await (const chunk of answer.body ?? []) {
      bytes += chunk.length;
      if (pauseMs > 0) await Bun.sleep(pauseMs);
    }
    if (bytes !== SIZE) throw new Error(`${bytes} of ${SIZE} bytes came back`);
  };
  try {
    await sendWhole(who, 20 * MB);
    let id = '';
    const up = await weigh(server, async () => {
      id = await sendWhole(who, SIZE);
    });
    const whole = await weigh(server, () => sendWhole(who, SIZE - 1, SIZE));
    const down = await weigh(server, () => read(id));
    const slowly = await weigh(server, () => read(id, 2));
    const many = await weigh(server, () =>
      Promise.all(Array.from({ length: AT_ONCE }, (_, n) => sendWhole(who, 30 * MB + n))),
    );
    const hundreds = SIZE / (100 * MB);
    return [
      line(`${SIZE / MB} MB up, in parts of 8 MiB: memory`, up.mb, 'MB more'),
      line(`${SIZE / MB} MB up, in one request: memory`, whole.mb, 'MB more'),
      line(`${SIZE / MB} MB down: memory`, down.mb, 'MB more'),
      line('the same to a slow reader', slowly.mb, 'MB more'),
      line(`${AT_ONCE} × 30 MB up at once: memory`, many.mb, 'MB more'),
      line('CPU per 100 MB up, in parts', up.cpuS / hundreds, 's'),
      line('CPU per 100 MB down', down.cpuS / hundreds, 's'),
    ];
  } finally {
    await server.stop();
    await service.stop();
    dir.remove();
  }
}

if (import.meta.main) await runAlone(s3);
