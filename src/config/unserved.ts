import type { Environment } from './environment.ts';
import type { ConfigFault } from './fault.ts';

/** Platforms that are configured and that this release cannot speak to yet: better no start than silence. */
export function unservedPlatforms({ wecom }: Pick<Environment, 'wecom'>): readonly ConfigFault[] {
  if (wecom === null) return [];
  return [{ where: { variable: 'WECOM_*' }, problem: { key: 'not-served-yet', params: {} }, example: null }];
}
