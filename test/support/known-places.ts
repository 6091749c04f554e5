import { wecomWorkspace } from '../../src/app/wire-wecom-webhook.ts';
import type { AppOptions } from '../../src/app.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import type { TestDatabase } from './database.ts';

/**
 * The teams' groups of WeCom have been greeted before: stories about other things count what stands in them, and a
 * greeting would come some time after somebody first speaks.
 */
export async function knowPlaces(
  { pool }: Pick<TestDatabase, 'pool'>,
  settings: AppOptions['environment']['wecom'],
  { teams }: Pick<Policy, 'teams'>,
): Promise<void> {
  if (settings === null) return;
  const names = [...teams.values()].flatMap(({ channels }) =>
    channels.wecom === undefined ? [] : [`greeted wecom/${wecomWorkspace(settings)}/${channels.wecom}`],
  );
  await pool.query(
    "INSERT INTO setting (name, value) SELECT name, 'yes' FROM unnest($1::text[]) AS x(name) ON CONFLICT (name) DO NOTHING",
    [names],
  );
}
