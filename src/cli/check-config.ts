import { formatFaults, terminalLocale } from '../config/fault.ts';
import { loadConfig } from '../config/load-config.ts';
import { summarizeConfig } from '../config/summary.ts';

/*
 * `npm run check-config`: what start-up checks, and nothing else. Exit code 0 with one line about what is on and off, or
 * 1 with every fault of .env, the environment and the policy file.
 */
const locale = terminalLocale(process.env);
const loading = await loadConfig(process.cwd(), process.env);
if (loading.ok) console.log(`ok: ${summarizeConfig(loading.config, locale)}`);
else {
  console.error(formatFaults(loading.faults, locale));
  process.exitCode = 1;
}
