import { isPlayground } from '../app/database-name.ts';
import { openStorage, type Storage } from '../app/open-storage.ts';
import { formatFaults } from '../config/fault.ts';
import { loadConfig } from '../config/load-config.ts';
import { hashPolicy } from '../config/policy-file.ts';
import { demoPolicy } from '../domain/policy/demo.ts';
import type { Locale } from '../domain/vocabulary.ts';
import { createLog } from '../observe/log.ts';
import { reachDatabase } from './reach-database.ts';

/** The stores of the product as it is configured here, also while it runs. */
export interface OpenDesk {
  readonly storage: Storage;
  close(): Promise<void>;
}

/** Opens everything that is stored, for a command of the terminal. Throws with every fault of the configuration. */
export async function openDesk(locale: Locale): Promise<OpenDesk> {
  const loading = await loadConfig(process.cwd(), process.env);
  if (!loading.ok) throw new Error(formatFaults(loading.faults, locale));
  const { environment, loaded } = loading.config;
  const reached = await reachDatabase(environment, { beside: true });
  try {
    const log = createLog({ level: 'error' });
    const storage = await openStorage({ databaseUrl: reached.url, log, onWritten: () => undefined });
    await storage.policies.refresh();
    // Before the product's first start nothing is in force yet.
    const policy = isPlayground(environment) && loaded.origin === 'preset' ? demoPolicy() : loaded.policy;
    try {
      storage.policies.active();
    } catch {
      await storage.policies.activate(policy, hashPolicy(policy), storage.clock.now());
    }
    return {
      storage,
      async close() {
        await storage.close();
        await reached.close();
      },
    };
  } catch (error) {
    await reached.close();
    throw error;
  }
}
