import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describePlace, formatFaults, terminalLocale } from '../../src/config/fault.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { summarizeConfig } from '../../src/config/summary.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'huiyin-config-'));
});
afterEach(() => rm(directory, { recursive: true }));

const write = (name: string, text: string) => writeFile(join(directory, name), text);

async function configOf(env: Record<string, string>) {
  const loading = await loadConfig(directory, env);
  if (!loading.ok) throw new Error(formatFaults(loading.faults, 'en'));
  return loading.config;
}

async function placesOf(env: Record<string, string>): Promise<string[]> {
  const loading = await loadConfig(directory, env);
  return loading.ok ? [] : loading.faults.map(({ where, problem }) => `${describePlace(where)} ${problem.key}`);
}

describe('the configuration', () => {
  it('reads .env beneath the variables of the process, which win even when empty', async () => {
    await write('.env', 'PORT=4000\nLOG_LEVEL=debug\nSLACK_BOT_TOKEN=xoxb-1 # ours\nSLACK_APP_TOKEN="xapp-1"\n');
    const { environment } = await configOf({ PORT: '5000' });
    expect(environment).toMatchObject({ port: 5000, logLevel: 'debug', slack: { mode: 'socket' } });
    const quiet = await configOf({ SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' });
    expect(quiet.environment.slack).toBeNull();
  });

  it('means relative paths from the working directory', async () => {
    await mkdir(join(directory, 'conf'));
    await write('conf/p.yaml', 'locale: en');
    const { environment, loaded } = await configOf({ POLICY_FILE: 'conf/p.yaml' });
    expect(loaded.policy.locale).toBe('en');
    expect(environment.dataDir).toBe(join(directory, 'data'));
  });

  it('lists the faults of .env, environment and policy in one run', async () => {
    await mkdir(join(directory, '.env'));
    await write('policy.yaml', 'locale: fr\nteams:\n  support: { lead: anna }\n');
    expect(await placesOf({ PORT: 'x', SLACK_BOT_TOKEN: 'xoxb-1', WECOM_BOT_ID: 'b' })).toEqual([
      '.env file-not-regular',
      'PORT bad-port',
      'SLACK_SIGNING_SECRET slack-way-missing',
      'WECOM_BOT_SECRET group-incomplete',
      'policy.yaml:1:9 (locale) not-one-of',
      'policy.yaml:3:20 (teams.support.lead) no-such-person',
    ]);
  });

  it('names a webhook of the policy that the environment does not have', async () => {
    await write('policy.yaml', 'teams:\n  support: { channels: { wecom: "webhook:help" } }\n');
    expect(await placesOf({ WECOM_WEBHOOKS: 'other=k' })).toEqual([
      'policy.yaml:2:33 (teams.support.channels.wecom) no-such-webhook',
    ]);
    expect(await placesOf({ WECOM_WEBHOOKS: 'help=k' })).toEqual([]);
    expect(await placesOf({})).toEqual([]);
  });

  it("needs a public address for WeCom's app, and for nothing else", async () => {
    const app = {
      WECOM_CORP_ID: 'ww1',
      WECOM_AGENT_ID: '1000002',
      WECOM_SECRET: 's',
      WECOM_TOKEN: 't',
      WECOM_ENCODING_AES_KEY: 'a'.repeat(43),
    };
    expect(await placesOf(app)).toEqual(['BASE_URL address-needed']);
    expect(await placesOf({ ...app, BASE_URL: 'https://huiyin.example.com' })).toEqual([]);
    expect(await placesOf({ WECOM_BOT_ID: 'b', WECOM_BOT_SECRET: 's' })).toEqual([]);
  });

  it('is summed up in one line that holds no secret', async () => {
    const on = await configOf({
      SLACK_BOT_TOKEN: 'xoxb-hush',
      SLACK_SIGNING_SECRET: 'hush',
      WECOM_WEBHOOKS: 'a=hush',
      DATABASE_URL: 'postgres://u:hush@h/d',
    });
    expect(summarizeConfig(on, 'en')).toBe(
      'Slack on (HTTP) · WeCom on (webhooks) · playground off · database from DATABASE_URL · policy: preset handbook (no policy file)',
    );
    expect(summarizeConfig(await configOf({}), 'zh-CN')).toContain('演练场 开启');
  });
});

describe('the language of the terminal', () => {
  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LC_ALL: '', LC_MESSAGES: 'zh_TW' }, 'zh-CN'],
    [{}, 'en'],
  ] as const)('%j is %s', (env, expected) => {
    expect(terminalLocale(env)).toBe(expected);
  });
});

describe('npm run check-config', () => {
  const script = fileURLToPath(new URL('../../src/cli/check-config.ts', import.meta.url));
  const run = (env: Record<string, string>) =>
    spawnSync(process.execPath, [script], { cwd: directory, env, encoding: 'utf8' });

  it('prints one line and exits with 0 when all is well', () => {
    const { status, stdout, stderr } = run({});
    expect([status, stderr, stdout.trim().split('\n').length]).toEqual([0, '', 1]);
    expect(stdout).toMatch(/^ok: Slack off/);
  });

  it('prints every fault and exits with 1 otherwise', async () => {
    await write('policy.yaml', 'presett: handbook\n');
    const { status, stdout, stderr } = run({ PORT: 'x', LANG: 'zh_CN.UTF-8' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('配置有 2 处错误');
    expect(stderr).toContain('PORT: ');
    expect(stderr).toContain('policy.yaml:1:1 (presett): 没有名为“presett”的设置，是否想写“preset”？');
  });
});
