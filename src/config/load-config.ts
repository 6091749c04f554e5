import { normalize, resolve } from 'node:path';
import type { PolicyPath } from '../domain/policy/fault.ts';
import { withDotenv } from './dotenv.ts';
import { type Environment, type RawEnvironment, readEnvironment } from './environment.ts';
import type { ConfigFault } from './fault.ts';
import { policyExample } from './policy-examples.ts';
import { type LoadedPolicy, loadPolicyFile } from './policy-file.ts';
import { VARIABLES } from './variables.ts';

/** Everything from outside that decides how the product runs. */
export interface Config {
  readonly environment: Environment;
  readonly loaded: LoadedPolicy;
}

export type ConfigLoading =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

/**
 * Reads `.env` of the directory, the environment and the policy file, and lists the faults of all three at once.
 * Relative paths in the variables are meant from `directory`.
 */
export async function loadConfig(directory: string, processEnv: RawEnvironment): Promise<ConfigLoading> {
  const dotenv = await withDotenv(directory, processEnv);
  const reading = readEnvironment(dotenv.env);
  const named = dotenv.env['POLICY_FILE']?.trim() ?? '';
  const name = named === '' ? './policy.yaml' : named;
  const choice = { path: resolve(directory, name), explicit: named !== '', name: normalize(name) };
  const loading = await loadPolicyFile(choice);
  if (!reading.ok || !loading.ok || dotenv.faults.length > 0) {
    return {
      ok: false,
      faults: [...dotenv.faults, ...(reading.ok ? [] : reading.faults), ...(loading.ok ? [] : loading.faults)],
    };
  }
  const { loaded } = loading;
  const environment: Environment = {
    ...reading.environment,
    dataDir: resolve(directory, reading.environment.dataDir),
    policyFile: choice,
  };
  const faults = [...missingAddress(environment), ...unknownWebhooks(environment, loaded)];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, config: { environment, loaded } };
}

/** Nobody on a telephone could open a form without it, and the platform needs it for the callback anyhow. */
function missingAddress({ wecom, baseUrl }: Environment): ConfigFault[] {
  if (wecom === null || wecom.app === null || baseUrl !== null) return [];
  return [
    {
      where: { variable: 'BASE_URL' },
      problem: { key: 'address-needed', params: {} },
      example: `BASE_URL=${VARIABLES.BASE_URL.example}`,
    },
  ];
}

/** Channels of the policy that name a webhook which the environment does not have. */
function unknownWebhooks({ wecom }: Environment, loaded: LoadedPolicy): ConfigFault[] {
  if (wecom === null) return [];
  return [...loaded.policy.teams.values()].flatMap((team) => {
    const name = /^webhook:(.+)$/.exec(team.channels.wecom ?? '')?.[1];
    if (name === undefined || wecom.webhooks.has(name)) return [];
    const path: PolicyPath = ['teams', team.id, 'channels', 'wecom'];
    const problem = { key: 'no-such-webhook', params: { name } } as const;
    return [{ where: loaded.placeOf(path), problem, example: policyExample(problem) }];
  });
}
