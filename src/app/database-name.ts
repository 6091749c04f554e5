import type { Environment } from '../config/environment.ts';

const DATABASE = 'huiyin';
/** The playground's people and its clock must never get at real tickets. */
const PLAYGROUND_DATABASE = 'huiyin_demo';

/** Without a platform there is only the playground. */
export function isPlayground({ slack, wecom }: Pick<Environment, 'slack' | 'wecom'>): boolean {
  return slack === null && wecom === null;
}

/** The database that this configuration works on; on a server of its own (DATABASE_URL) only the playground's is named so. */
export function databaseNameOf(environment: Pick<Environment, 'slack' | 'wecom'>): string {
  return isPlayground(environment) ? PLAYGROUND_DATABASE : DATABASE;
}
