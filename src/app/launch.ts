import { startApp } from '../app.ts';
import type { Environment } from '../config/environment.ts';
import { describePlace, formatFaults, terminalLocale } from '../config/fault.ts';
import { loadConfig } from '../config/load-config.ts';
import { summarizeConfig } from '../config/summary.ts';
import { watchPolicyFile } from '../config/watch-policy-file.ts';
import { createLog, type Log } from '../observe/log.ts';
import { createDatabase } from '../storage/create-database.ts';
import { startEmbeddedPostgres } from '../storage/embedded/server.ts';
import { databaseNameOf, isPlayground } from './database-name.ts';
import type { Life } from './life.ts';

/** What the process was started with. */
export interface Surroundings {
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly write: (text: string) => void;
}

/** Starts the product as configured, and says where it is and what is on. Rejects with every fault of the configuration. */
export async function launch(life: Life, { directory, env, write }: Surroundings): Promise<void> {
  const locale = terminalLocale(env);
  const loading = await loadConfig(directory, env);
  if (!loading.ok) throw new Error(formatFaults(loading.faults, locale));
  const { environment, loaded } = loading.config;
  const log = createLog({ level: environment.logLevel });
  life.reportTo((error, what) => log.fatal({ err: error }, what));
  life.atEnd(async () => log.flush());
  if (life.ending.aborted) return;

  const databaseUrl = await openDatabase(life, log, environment);
  if (life.ending.aborted) return;

  const app = await startApp({ environment, loaded, databaseUrl, log });
  life.atEnd(() => app.stop());
  const watch = await watchPolicyFile(environment.policyFile, (change) => {
    if (!change.ok) {
      const faults = formatFaults(change.faults, 'en');
      log.error({ faults }, 'the changed policy file is at fault; the old policy stays in force');
      const [first] = change.faults;
      const where = first === undefined ? '' : describePlace(first.where);
      app
        .alert({ alert: 'policy-at-fault', faults: change.faults.length, where })
        .catch((error: unknown) => log.error({ err: error }, 'the administrators could not be told'));
      return;
    }
    app.changePolicy(change.loaded.policy).then(
      () => log.info({ policy: change.loaded.hash.slice(0, 8) }, 'a new policy is in force'),
      (error: unknown) => log.error({ err: error }, 'the new policy could not be put in force'),
    );
  });
  life.atEnd(async () => watch.close());
  if (!life.ending.aborted) write(`Huiyin  ${app.url}/  ${summarizeConfig(loading.config, locale)}\n`);
}

async function openDatabase(life: Life, log: Log, environment: Environment): Promise<string> {
  const name = databaseNameOf(environment);
  const { databaseUrl, dataDir } = environment;
  if (databaseUrl !== null) return isPlayground(environment) ? createDatabase(databaseUrl, name) : databaseUrl;
  const server = await startEmbeddedPostgres({
    dataDir,
    signal: life.ending,
    log: { info: (message) => log.info(message), warn: (message) => log.warn(message) },
  });
  life.atEnd(() => server.stop());
  void server.lost.then((reason) => {
    if (life.ending.aborted) return;
    life.report(reason, 'the database is lost');
    void life.end(1);
  });
  await server.ensureDatabase(name);
  return server.url(name);
}
