import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type RawEnvironment, readEnvironment } from '../../src/config/environment.ts';
import { formatFaults } from '../../src/config/fault.ts';
import { VARIABLE_NAMES } from '../../src/config/variables.ts';

const AES_KEY = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ';
const WECOM_APP = {
  WECOM_CORP_ID: 'ww1',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 's',
  WECOM_TOKEN: 't',
  WECOM_ENCODING_AES_KEY: AES_KEY,
};

function environmentOf(env: RawEnvironment) {
  const reading = readEnvironment(env);
  if (!reading.ok) throw new Error(formatFaults(reading.faults, 'en'));
  return reading.environment;
}

function faultsOf(env: RawEnvironment): string[] {
  const reading = readEnvironment(env);
  if (reading.ok) return [];
  return reading.faults.map(
    ({ where, problem }) => `${'variable' in where ? where.variable : where.file} ${problem.key}`,
  );
}

describe('an environment', () => {
  it('may be empty: the playground on this machine, an embedded database, the preset', () => {
    expect(environmentOf({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      baseUrl: null,
      databaseUrl: null,
      dataDir: './data',
      policyFile: { path: './policy.yaml', explicit: false },
      logLevel: 'info',
      slack: null,
      wecom: null,
    });
  });

  it('takes an empty or blank value as not set', () => {
    const blank = Object.fromEntries(VARIABLE_NAMES.map((name, index) => [name, index % 2 === 0 ? '' : '  ']));
    expect(environmentOf(blank)).toEqual(environmentOf({}));
  });

  it('trims what a file or a secret store left around a value', () => {
    expect(environmentOf({ PORT: ' 8080\r', LOG_LEVEL: 'debug\n' })).toMatchObject({ port: 8080, logLevel: 'debug' });
  });

  it('listens everywhere once a platform is configured, unless told otherwise', () => {
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'abc' };
    expect(environmentOf(slack).host).toBe('0.0.0.0');
    expect(environmentOf({ ...slack, HOST: '::1' }).host).toBe('::1');
    expect(environmentOf({ HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
  });

  it('knows Slack over HTTP, and Socket Mode where there is an app token', () => {
    const http = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'abc' };
    expect(environmentOf(http).slack).toEqual({
      mode: 'http',
      botToken: 'xoxb-1',
      signingSecret: 'abc',
      apiUrl: 'https://slack.com/api/',
    });
    const socket = { ...http, SLACK_APP_TOKEN: 'xapp-1', SLACK_API_URL: 'http://127.0.0.1:9/api' };
    expect(environmentOf(socket).slack).toEqual({
      mode: 'socket',
      botToken: 'xoxb-1',
      appToken: 'xapp-1',
      apiUrl: 'http://127.0.0.1:9/api/',
    });
  });

  it('knows the parts of WeCom, each by itself', () => {
    expect(environmentOf(WECOM_APP).wecom).toEqual({
      apiUrl: 'https://qyapi.weixin.qq.com',
      botUrl: 'wss://openws.work.weixin.qq.com',
      app: { corpId: 'ww1', agentId: '1000002', secret: 's', token: 't', encodingAesKey: AES_KEY },
      bot: null,
      webhooks: new Map(),
    });
    const bot = environmentOf({ WECOM_BOT_ID: 'b', WECOM_BOT_SECRET: 's', WECOM_BOT_URL: 'ws://127.0.0.1:9' }).wecom;
    expect(bot).toMatchObject({ app: null, bot: { id: 'b', secret: 's' }, botUrl: 'ws://127.0.0.1:9' });
    const webhooks = environmentOf({ WECOM_WEBHOOKS: 'support=k-1, product = k2' }).wecom?.webhooks;
    expect([...(webhooks ?? [])]).toEqual([
      ['support', 'k-1'],
      ['product', 'k2'],
    ]);
  });

  it('reads addresses and numbers', () => {
    expect(
      environmentOf({ BASE_URL: 'https://a.example/x/', DATABASE_URL: 'postgres:///h?host=/tmp', PORT: '0' }),
    ).toMatchObject({ baseUrl: 'https://a.example/x', databaseUrl: 'postgres:///h?host=/tmp', port: 0 });
    expect(environmentOf({ POLICY_FILE: 'p.yaml' }).policyFile).toEqual({ path: 'p.yaml', explicit: true });
  });
});

describe('faults of the environment', () => {
  it.each<[RawEnvironment, string[]]>([
    [{ PORT: '65536' }, ['PORT bad-port']],
    [{ PORT: '-1' }, ['PORT bad-port']],
    [{ PORT: '3000x' }, ['PORT bad-port']],
    [{ HOST: 'http://localhost' }, ['HOST bad-host']],
    [{ HOST: 'localhost:3000' }, ['HOST bad-host']],
    [{ BASE_URL: 'huiyin.example.com' }, ['BASE_URL bad-url']],
    [{ BASE_URL: 'ftp://huiyin.example.com' }, ['BASE_URL bad-url']],
    [{ DATABASE_URL: 'mysql://a/b' }, ['DATABASE_URL bad-database-url']],
    [{ DATABASE_URL: 'postgres://a' }, ['DATABASE_URL bad-database-url']],
    [{ LOG_LEVEL: 'verbose' }, ['LOG_LEVEL bad-log-level']],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, ['SLACK_SIGNING_SECRET slack-way-missing']],
    [{ SLACK_SIGNING_SECRET: 'a' }, ['SLACK_BOT_TOKEN group-incomplete']],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, ['SLACK_BOT_TOKEN group-incomplete']],
    [{ SLACK_BOT_TOKEN: 'xoxp-1', SLACK_SIGNING_SECRET: 'a' }, ['SLACK_BOT_TOKEN bad-prefix']],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'a b' }, ['SLACK_SIGNING_SECRET has-blanks']],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: '1' }, ['SLACK_APP_TOKEN bad-prefix']],
    [{ ...WECOM_APP, WECOM_TOKEN: '' }, ['WECOM_TOKEN group-incomplete']],
    [{ ...WECOM_APP, WECOM_AGENT_ID: 'x' }, ['WECOM_AGENT_ID bad-digits']],
    [{ ...WECOM_APP, WECOM_ENCODING_AES_KEY: 'short' }, ['WECOM_ENCODING_AES_KEY bad-aes-key']],
    [
      { WECOM_CORP_ID: 'ww1', WECOM_AGENT_ID: '1' },
      ['WECOM_SECRET group-incomplete', 'WECOM_TOKEN group-incomplete', 'WECOM_ENCODING_AES_KEY group-incomplete'],
    ],
    [{ WECOM_BOT_SECRET: 's' }, ['WECOM_BOT_ID group-incomplete']],
    [{ WECOM_WEBHOOKS: 'a=1,b' }, ['WECOM_WEBHOOKS bad-webhook']],
    [{ WECOM_WEBHOOKS: 'a=1,a=2' }, ['WECOM_WEBHOOKS webhook-twice']],
    [{ WECOM_BOT_URL: 'https://x' }, ['WECOM_BOT_URL bad-url']],
  ])('%j: %j', (env, expected) => {
    expect(faultsOf(env)).toEqual(expected);
  });

  it('are all listed at once, in the order of the documentation, each with an example', () => {
    const reading = readEnvironment({ WECOM_BOT_ID: 'x', SLACK_BOT_TOKEN: 'q', PORT: 'a', LOG_LEVEL: 'b' });
    const lines = reading.ok ? '' : formatFaults(reading.faults, 'en');
    expect(lines.split('\n')).toEqual([
      'The configuration has 5 faults:',
      '  PORT: expected a port number from 0 to 65535 (0: any free one)',
      '      for example: PORT=3000',
      '  LOG_LEVEL: expected one of fatal, error, warn, info, debug, trace, silent',
      '      for example: LOG_LEVEL=info',
      '  SLACK_BOT_TOKEN: expected a token starting with xoxb- (value withheld)',
      '      for example: SLACK_BOT_TOKEN=xoxb-…',
      expect.stringContaining('  SLACK_SIGNING_SECRET: missing: SLACK_BOT_TOKEN needs'),
      '      for example: SLACK_SIGNING_SECRET=0123456789abcdef0123456789abcdef',
      '  WECOM_BOT_SECRET: missing, but needed because WECOM_BOT_ID is set',
      '      for example: WECOM_BOT_SECRET=…',
    ]);
  });

  it('name a variable that looks like a slip of the missing one', () => {
    const reading = readEnvironment({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECERT: 'abc' });
    expect(reading.ok ? '' : formatFaults(reading.faults, 'en')).toContain('is SLACK_SIGNING_SECERT meant?');
  });

  it('never show a value of a secret', () => {
    const env = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, `hush hush=${name}`]));
    const reading = readEnvironment(env);
    expect(reading.ok).toBe(false);
    for (const locale of ['en', 'zh-CN'] as const) {
      expect(reading.ok ? '' : formatFaults(reading.faults, locale)).not.toContain('hush');
    }
  });
});

describe('.env.example', () => {
  const example = parseEnv(readFileSync(new URL('../../.env.example', import.meta.url), 'utf8'));

  it('names exactly the variables that are read, and can be used as it is', () => {
    expect(Object.keys(example).toSorted()).toEqual(VARIABLE_NAMES.toSorted());
    expect(environmentOf(example)).toEqual(environmentOf({}));
  });
});
