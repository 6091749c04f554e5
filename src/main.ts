import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { createLife } from './app/life.ts';

// Only the life of the process stands here; the product itself is loaded once signals are heard, because loading it is
// the longest part of a start and Ctrl-C must end that, too, in good order.
const life = createLife({
  exit: (code) => process.exit(code),
  write: (text) => void process.stderr.write(text),
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Under npm a Ctrl-C arrives twice, from the terminal and passed on by npm; only the first one counts.
  process.on(signal, () => void life.end(0));
}
process.on('uncaughtException', (error) => {
  life.report(error, 'an error that nobody caught');
  void life.end(1);
});

// Compiled code is kept from the second start on: a quarter of the processor time of a start. Not in the system's temporary
// folder, where other users could put code for us; where it cannot be written the start goes on without.
enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/huiyin'));

await life.begin(async () => {
  const { launch } = await import('./app/launch.ts');
  await launch(life, {
    directory: process.cwd(),
    env: process.env,
    write: (text) => void process.stdout.write(text),
  });
});
