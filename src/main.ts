import { startApp } from './app.ts';
import { formatFaults, terminalLocale } from './config/fault.ts';
import { loadConfig } from './config/load-config.ts';
import { summarizeConfig } from './config/summary.ts';
import { watchPolicyFile } from './config/watch-policy-file.ts';
import { createLog } from './observe/log.ts';
import { startEmbeddedPostgres } from './storage/embedded/server.ts';

/** Everything must be down by then; whatever still hangs is left to the next start. */
const STOP_WITHIN_MS = 9_500;
const PLAYGROUND_DATABASE = 'huiyin_demo';
const DATABASE = 'huiyin';

const locale = terminalLocale(process.env);
const loading = await loadConfig(process.cwd(), process.env);
if (!loading.ok) {
  process.stderr.write(formatFaults(loading.faults, locale));
  process.exit(1);
}
const { config } = loading;
const { environment, loaded } = config;
const log = createLog({ level: environment.logLevel });
const isPlayground = environment.slack === null && environment.wecom === null;

let isStopping = false;
const stops: (() => Promise<unknown>)[] = [];

async function stop(code: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  const overdue = setTimeout(() => process.exit(code === 0 ? 1 : code), STOP_WITHIN_MS);
  overdue.unref();
  for (const end of stops.toReversed()) {
    await end().catch((error: unknown) => log.error({ err: error }, 'stopping'));
  }
  log.flush();
  process.exitCode = code;
  setImmediate(() => process.exit(code));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void stop(0));
}
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'uncaught');
  void stop(1);
});

try {
  const database = isPlayground ? PLAYGROUND_DATABASE : DATABASE;
  let databaseUrl = environment.databaseUrl;
  if (databaseUrl === null) {
    const server = await startEmbeddedPostgres({
      dataDir: environment.dataDir,
      log: { info: (message) => log.info(message), warn: (message) => log.warn(message) },
    });

    stops.push(() => server.stop());
    await server.ensureDatabase(database);
    databaseUrl = server.url(database);
    void server.lost.then((reason) => {
      if (isStopping) return;
      log.fatal({ err: reason }, 'the database is lost');
      void stop(1);
    });
  }
  const app = await startApp({ environment, loaded, databaseUrl, log });
  stops.push(() => app.stop());
  const watch = await watchPolicyFile(environment.policyFile, (change) => {
    if (!change.ok) {
      log.error(
        { faults: formatFaults(change.faults, 'en') },
        'the changed policy file is at fault; the old policy stays in force',
      );
      return;
    }
    app.changePolicy(change.loaded.policy).then(
      () => log.info({ policy: change.loaded.hash.slice(0, 8) }, 'a new policy is in force'),
      (error: unknown) => log.error({ err: error }, 'the new policy could not be put in force'),
    );
  });
  stops.push(async () => watch.close());
  process.stdout.write(`Huiyin  ${app.url}/  ${summarizeConfig(config, locale)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  log.debug({ err: error }, 'start failed');
  await stop(1);
}
