import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { RawEnvironment } from './environment.ts';
import type { ConfigFault } from './fault.ts';
import { readTextFile } from './text-file.ts';

/**
 * The environment with `.env` of the directory beneath it: a variable of the process wins, also an empty one, so that
 * `SLACK_BOT_TOKEN= npm start` switches off what the file switches on. Without the file nothing changes.
 */
export async function withDotenv(
  directory: string,
  env: RawEnvironment,
): Promise<{ readonly env: RawEnvironment; readonly faults: readonly ConfigFault[] }> {
  const reading = await readTextFile(join(directory, '.env'));
  if (reading.ok) return { env: { ...parseEnv(reading.text), ...env }, faults: [] };
  if (reading.missing) return { env, faults: [] };
  const where = { file: '.env', line: null, column: null, key: '' };
  return { env, faults: [{ where, problem: reading.problem, example: null }] };
}
