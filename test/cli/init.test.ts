import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { makeTestDirectory } from '../support/directory.ts';
import { createFakeSlack } from '../support/fake-slack/fake-slack.ts';
import { createFakeWecomBot } from '../support/fake-wecom/bot-server.ts';
import { createFakeWecom } from '../support/fake-wecom/fake-wecom.ts';
import { programOf } from '../support/process.ts';

vi.setConfig({ testTimeout: 60_000 });

let directory: string;
beforeEach(async () => {
  const own = await makeTestDirectory();
  onTestFinished(() => rm(own, { recursive: true, force: true }));
  directory = own;
});

interface Run {
  readonly args?: readonly string[];
  /** Typed before anything is asked; then the input ends, unless it is left open. */
  readonly answers?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Ctrl-C as soon as this was said; the input stays open until then. */
  readonly interruptAt?: RegExp;
}

async function init({ args = [], answers = [], env = {}, interruptAt }: Run = {}) {
  const [node, file] = programOf('cli/init.ts');
  const child = spawn(node, [file ?? '', ...args], {
    cwd: directory,
    env: { PATH: process.env['PATH'], HOME: directory, LANG: 'en', TZ: 'Asia/Shanghai', ...env },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let toInterrupt = interruptAt;
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
    if (toInterrupt?.test(out) !== true) return;
    toInterrupt = undefined;
    child.kill('SIGINT');
  });
  child.stderr.on('data', (chunk) => (err += chunk));
  child.stdin.write(answers.map((answer) => `${answer}\n`).join(''));
  if (interruptAt === undefined) child.stdin.end();
  const [code] = await once(child, 'close');
  return { code, out, err };
}

const read = (name: string) => readFile(path.join(directory, name), 'utf8');
const loaded = async () => {
  const loading = await loadConfig(directory, {});
  if (!loading.ok) throw new Error(JSON.stringify(loading.faults));
  return loading.config;
};

test('Enter at every question makes a playground in the language of the terminal', async () => {
  const { code, out } = await init({ answers: ['', '', '', '', ''] });
  expect(out).toMatch(/open http:\/\/127\.0\.0\.1:3000/);
  expect(code).toBe(0);
  const { environment, loaded: policy } = await loaded();
  expect(environment).toMatchObject({ slack: null, wecom: null, port: 3000 });
  expect(policy.policy).toMatchObject({ locale: 'en', timezone: 'Asia/Shanghai' });
  expect((await stat(path.join(directory, '.env'))).mode & 0o777).toBe(0o600);
  expect(await readdir(directory)).toEqual(['.env', 'policy.yaml']);
});

test('in Chinese with both platforms by flags: tokens come from the environment and the platforms say that they are right', async () => {
  const slack = await createFakeSlack();
  const wecom = await createFakeWecom();
  const bot = await createFakeWecomBot();
  onTestFinished(async () => {
    await Promise.all([slack.close(), wecom.close(), bot.close()]);
  });
  const { BOT_SCOPES } = await import('../../src/chat/slack/manifest.ts');
  slack.world.scopes = [...BOT_SCOPES];
  const env = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    WECOM_CORP_ID: wecom.corpId,
    WECOM_AGENT_ID: wecom.agentId,
    WECOM_SECRET: wecom.secret,
    WECOM_TOKEN: wecom.token,
    WECOM_ENCODING_AES_KEY: wecom.encodingAesKey,
    BASE_URL: 'https://huiyin.example.com',
    WECOM_API_URL: wecom.apiUrl,
    WECOM_BOT_ID: bot.botId,
    WECOM_BOT_SECRET: bot.secret,
    WECOM_BOT_URL: bot.url,
  };
  const args = ['--yes', '--language', 'zh-CN', '--platform', 'slack-socket,wecom-app,wecom-bot'];
  const people = ['--admin', '赵管理员', '--admin-slack', 'U0ZHAO', '--admin-wecom', 'zhao'];
  const { code, out, err } = await init({ args: [...args, ...people], env });
  expect(err).toBe('');
  for (const word of [
    /可以 Slack：工作区/,
    /权限齐全/,
    /Socket Mode 连得上/,
    /企业微信：应用 Huiyin/,
    /智能机器人连得上/,
  ]) {
    expect(out).toMatch(word);
  }
  expect(code).toBe(0);
  const { environment, loaded: policy } = await loaded();
  expect(environment.slack).toMatchObject({ mode: 'socket', botToken: slack.botToken });
  expect(environment.wecom).toMatchObject({ app: { corpId: wecom.corpId }, bot: { id: bot.botId } });
  expect(policy.policy.people.get('admin')).toMatchObject({ accounts: { slack: 'U0ZHAO', wecom: 'zhao' } });
  expect(await read('policy.yaml')).toContain('客服部');
});

test('what is wrong at the platforms is said with what to click, and the files are there all the same', async () => {
  const slack = await createFakeSlack();
  const wecom = await createFakeWecom();
  onTestFinished(async () => {
    await Promise.all([slack.close(), wecom.close()]);
  });
  slack.world.scopes = ['chat:write', 'commands'];
  const base = { SLACK_API_URL: slack.apiUrl, WECOM_API_URL: wecom.apiUrl };
  const lacking = await init({
    args: ['--yes', '--platform', 'slack-socket'],
    env: { ...base, SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: 'xapp-wrong' },
  });
  expect(lacking.out).toMatch(/the bot lacks app_mentions:read.*users:read.*App Manifest/);
  expect(lacking.out).toMatch(/refuses SLACK_APP_TOKEN \("invalid_auth"\).*connections:write/);
  expect(lacking.out + lacking.err).not.toContain('xapp-wrong');
  expect(lacking.code).toBe(1);
  expect((await loaded()).environment.slack).not.toBeNull();
  const refused = await init({
    args: ['--yes', '--force', '--platform', 'wecom-app,wecom-bot'],
    env: {
      ...base,
      ...{
        WECOM_CORP_ID: wecom.corpId,
        WECOM_AGENT_ID: wecom.agentId,
        WECOM_SECRET: 'wrong',
        WECOM_TOKEN: wecom.token,
      },
      ...{ WECOM_ENCODING_AES_KEY: wecom.encodingAesKey, BASE_URL: 'https://huiyin.example.com' },
      ...{ WECOM_BOT_ID: 'aib0', WECOM_BOT_SECRET: 'x', WECOM_BOT_URL: 'ws://127.0.0.1:9' },
    },
  });
  expect(refused.out).toMatch(/code 40001.*Secret/);
  expect(refused.out).toMatch(/WeCom cannot be reached from here/);
  expect(refused.code).toBe(1);
});

describe('what is there', () => {
  beforeEach(async () => {
    await writeFile(path.join(directory, 'policy.yaml'), 'locale: en\n');
    await writeFile(path.join(directory, '.env'), 'PORT=4000\n');
  });

  test('is kept: unattended it refuses, asked it takes no for an answer', async () => {
    const unattended = await init({ args: ['--yes'] });
    expect(unattended).toMatchObject({ code: 1, out: '' });
    expect(unattended.err).toMatch(/already \.env, policy\.yaml; nothing was written.*--force/);
    const asked = await init({ answers: ['', '', '', '', '', 'no'] });
    expect(asked).toMatchObject({ code: 1 });
    expect(asked.out).toMatch(/already \.env, policy\.yaml[^]*Nothing was written/);
    expect(await read('.env')).toBe('PORT=4000\n');
    expect(await readdir(directory)).toEqual(['.env', 'policy.yaml']);
  });

  test('stands beside when it is written anew', async () => {
    expect((await init({ args: ['--yes', '--force', '--no-check'] })).code).toBe(0);
    const names = await readdir(directory);
    expect(names).toHaveLength(4);
    const old = names.find((name) => /^\.env\..*\.old$/.test(name)) ?? expect.unreachable();
    expect(await read(old)).toBe('PORT=4000\n');
    await loaded();
  });
});

describe('hostile answers', () => {
  test('wrong ones are told and asked again; no token is repeated', async () => {
    const { code, out } = await init({
      answers: [
        ...[
          'klingon',
          'en',
          'Mars/Olympus',
          '',
          'a\u0000b',
          'Support: #1, "Après" vente',
          'teams',
          'slack',
          'pigeon',
          'socket',
        ],
        ...['xoxp-secret-person', 'xoxb-1', 'not-an-app-token', '', 'x'.repeat(70), 'Zhao', 'U0; DROP TABLE', ''],
      ],
      args: ['--no-check'],
    });
    for (const word of [
      /one of: zh-CN, en/,
      /No such zone/,
      /cannot be a name/,
      /one of: slack, wecom/,
      /one of: socket, http/,
    ]) {
      expect(out).toMatch(word);
    }
    expect(out).toMatch(/xoxb-/);
    expect(out).not.toMatch(/xoxp-secret-person|not-an-app-token/);
    expect(out).toMatch(/fill in \.env: SLACK_APP_TOKEN/);
    expect(code).toBe(0);
    expect(await read('.env')).toMatch(/SLACK_BOT_TOKEN=xoxb-1\n# SLACK_APP_TOKEN=/);
    expect(await read('policy.yaml')).toContain('"Support: #1"');
  });

  test('half way through the input ends, or Ctrl-C comes: nothing was written', async () => {
    const ended = await init({ answers: ['', '', 'Support'] });
    expect(ended).toMatchObject({ code: 130 });
    const interrupted = await init({ answers: ['', ''], interruptAt: /Teams that answer/ });
    expect(interrupted).toMatchObject({ code: 130 });
    expect(interrupted.err).toMatch(/nothing was written/);
    expect(await readdir(directory)).toEqual([]);
  });

  test('flags that cannot be meant are refused with what would be right', async () => {
    for (const [args, said] of [
      [['--language', 'fr'], /--language fr: .*zh-CN, en/],
      [['--platform', 'teams'], /--platform teams: .*slack-socket/],
      [['--admin', 'Zhao', '--platform', 'slack-socket', '--admin-slack', 'no spaces'], /--admin-slack no spaces/],
    ] as const) {
      const { code, err } = await init({ args: ['--yes', ...args] });
      expect(err).toMatch(said);
      expect(code).toBe(1);
    }
    const { err } = await init({
      args: ['--yes', '--platform', 'slack-socket'],
      env: { SLACK_BOT_TOKEN: 'xoxp-mine' },
    });
    expect(err).toMatch(/SLACK_BOT_TOKEN: .*xoxb-/);
    expect(err).not.toContain('xoxp-mine');
    expect(await readdir(directory)).toEqual([]);
  });
});
