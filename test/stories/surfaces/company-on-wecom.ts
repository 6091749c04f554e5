import type { WecomSettings } from '../../../src/config/environment.ts';
import { SMALL_COMPANY } from '../../support/small-company.ts';
import type { Team, Who } from '../telling/surface.ts';

/** WeCom with none of its surfaces, and addresses where nobody listens. */
export const NO_WECOM: WecomSettings = {
  apiUrl: 'http://127.0.0.1:9',
  botUrl: 'ws://127.0.0.1:9',
  app: null,
  bot: null,
  webhooks: new Map(),
};

/** People of the small company with their names, as WeCom's address book has them. */
export const MEMBERS: Readonly<Record<Who, string>> = {
  agent1: '小王',
  agent2: '小李',
  chen: '陈组长',
  wang: '王经理',
  zong: '总监',
  mender: '小林',
  zhao: '赵组长',
  mary: 'Mary',
  paul: 'Paul',
  admin: '管理员',
};

export const TEAMS: readonly Team[] = ['support', 'after-sales', 'overseas'];

const TEAM_BY_CHANNEL: Readonly<Record<string, Team>> = {
  C0SUPPORT: 'support',
  C0AFTER: 'after-sales',
  C0OVERSEAS: 'overseas',
};

/** The small company with its groups and accounts in WeCom: `app:support`, or `bot:support`. */
export function companyOnWecom(surface: 'app' | 'bot'): string {
  return SMALL_COMPANY.replaceAll(
    /channels: \{ slack: (\w+) \}/g,
    (_, id: string) => `channels: { wecom: "${surface}:${TEAM_BY_CHANNEL[id]}" }`,
  ).replaceAll(/^ {2}(\w+): (\{.*), slack: [\w/]+ \}$/gm, '  $1: $2, wecom: $1 }');
}
