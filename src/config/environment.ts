import { isIP } from 'node:net';
import { z } from 'zod';
import { nearestName } from '../domain/policy/nearest.ts';
import type { ConfigProblem, ConfigProblemParams } from '../i18n/config.ts';
import type { ConfigFault } from './fault.ts';
import type { PolicyFileChoice } from './policy-file.ts';
import { LOG_LEVELS, type LogLevel, VARIABLE_NAMES, VARIABLES, type VariableName } from './variables.ts';

/** Slack over HTTP, or over Socket Mode when an app token is set. */
export type SlackSettings =
  | { readonly mode: 'http'; readonly botToken: string; readonly signingSecret: string; readonly apiUrl: string }
  | { readonly mode: 'socket'; readonly botToken: string; readonly appToken: string; readonly apiUrl: string };

export interface WecomSettings {
  readonly apiUrl: string;
  readonly botUrl: string;
  readonly app: WecomApp | null;
  readonly bot: { readonly id: string; readonly secret: string } | null;
  /** Keys of group webhooks by the names that a policy uses for them. */
  readonly webhooks: ReadonlyMap<string, string>;
}

export interface WecomApp {
  readonly corpId: string;
  readonly agentId: string;
  readonly secret: string;
  readonly token: string;
  readonly encodingAesKey: string;
}

/** What the environment says, checked. A platform that is not configured is `null`. */
export interface Environment {
  readonly port: number;
  readonly host: string;
  /** Without a slash at the end; `null` when not set. */
  readonly baseUrl: string | null;
  /** `null`: the embedded server. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly policyFile: PolicyFileChoice;
  readonly logLevel: LogLevel;
  readonly slack: SlackSettings | null;
  readonly wecom: WecomSettings | null;
}

export type EnvironmentReading =
  | { readonly ok: true; readonly environment: Environment }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

export type RawEnvironment = Readonly<Record<string, string | undefined>>;

const SLACK_API_URL = 'https://slack.com/api/';
const WECOM_API_URL = 'https://qyapi.weixin.qq.com';
const WECOM_BOT_URL = 'wss://openws.work.weixin.qq.com';

const secret = checked(/^\S+$/, 'has-blanks', {});
const webUrl = url(['http:', 'https:']);

const schema = z.object({
  PORT: read((text) => (/^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null), 'bad-port', {}),
  HOST: read((text) => (isIP(text) > 0 || /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(text) ? text : null), 'bad-host', {}),
  BASE_URL: webUrl,
  DATABASE_URL: checked(/^postgres(?:ql)?:\/\/[^\s/]*\/[^\s?]+/, 'bad-database-url', {}),
  DATA_DIR: z.string().optional(),
  POLICY_FILE: z.string().optional(),
  LOG_LEVEL: read((text) => LOG_LEVELS.find((level) => level === text) ?? null, 'bad-log-level', {
    choices: LOG_LEVELS,
  }),
  SLACK_BOT_TOKEN: checked(/^xoxb-\S+$/, 'bad-prefix', { prefix: 'xoxb-' }),
  SLACK_SIGNING_SECRET: secret,
  SLACK_APP_TOKEN: checked(/^xapp-\S+$/, 'bad-prefix', { prefix: 'xapp-' }),
  SLACK_API_URL: webUrl,
  WECOM_CORP_ID: secret,
  WECOM_AGENT_ID: checked(/^\d+$/, 'bad-digits', {}),
  WECOM_SECRET: secret,
  WECOM_TOKEN: secret,
  WECOM_ENCODING_AES_KEY: checked(/^[A-Za-z0-9]{43}$/, 'bad-aes-key', {}),
  WECOM_BOT_ID: secret,
  WECOM_BOT_SECRET: secret,
  WECOM_WEBHOOKS: z.string().transform(readWebhooks).optional(),
  WECOM_API_URL: webUrl,
  WECOM_BOT_URL: url(['ws:', 'wss:']),
} satisfies Record<VariableName, z.ZodType>);

type Values = z.output<typeof schema>;

/** Reads the variables of the contract and no others. An empty value counts as not set; every fault is listed. */
export function readEnvironment(env: RawEnvironment): EnvironmentReading {
  const given = givenValues(env);
  const parsed = schema.safeParse(given);
  const faults = [...(parsed.success ? [] : parsed.error.issues.map(readIssue)), ...incompleteGroups(given, env)].sort(
    (a, b) => rankOf(a) - rankOf(b),
  );
  if (!parsed.success || faults.length > 0) return { ok: false, faults };
  return { ok: true, environment: toEnvironment(parsed.data) };
}

type Given = Partial<Record<VariableName, string>>;

function givenValues(env: RawEnvironment): Given {
  const given: Given = {};
  for (const name of VARIABLE_NAMES) {
    const value = env[name]?.trim() ?? '';
    if (value !== '') given[name] = value;
  }
  return given;
}

function toEnvironment(values: Values): Environment {
  const slack = readSlack(values);
  const wecom = readWecom(values);
  return {
    port: values.PORT ?? 3000,
    // Without a platform there is only the playground, which lets anybody in and so stays on this machine.
    host: values.HOST ?? (slack === null && wecom === null ? '127.0.0.1' : '0.0.0.0'),
    baseUrl: values.BASE_URL?.replace(/\/+$/, '') ?? null,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: values.DATA_DIR ?? './data',
    policyFile: { path: values.POLICY_FILE ?? './policy.yaml', explicit: values.POLICY_FILE !== undefined },
    logLevel: values.LOG_LEVEL ?? 'info',
    slack,
    wecom,
  };
}

function readSlack(values: Values): SlackSettings | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = values;
  if (botToken === undefined) return null;
  // The Web API client joins method names to it, so it must end in a slash.
  const apiUrl = (values.SLACK_API_URL ?? SLACK_API_URL).replace(/\/*$/, '/');
  if (appToken !== undefined) return { mode: 'socket', botToken, appToken, apiUrl };
  return signingSecret === undefined ? null : { mode: 'http', botToken, signingSecret, apiUrl };
}

function readWecom(values: Values): WecomSettings | null {
  const app = readWecomApp(values);
  const { WECOM_BOT_ID: id, WECOM_BOT_SECRET: botSecret } = values;
  const bot = id === undefined || botSecret === undefined ? null : { id, secret: botSecret };
  const webhooks = values.WECOM_WEBHOOKS ?? new Map<string, string>();
  if (app === null && bot === null && webhooks.size === 0) return null;
  const apiUrl = (values.WECOM_API_URL ?? WECOM_API_URL).replace(/\/+$/, '');
  return { apiUrl, botUrl: values.WECOM_BOT_URL ?? WECOM_BOT_URL, app, bot, webhooks };
}

function readWecomApp(values: Values): WecomApp | null {
  const { WECOM_CORP_ID: corpId, WECOM_AGENT_ID: agentId, WECOM_SECRET: appSecret, WECOM_TOKEN: token } = values;
  const encodingAesKey = values.WECOM_ENCODING_AES_KEY;
  if (!corpId || !agentId || !appSecret || !token || !encodingAesKey) return null;
  return { corpId, agentId, secret: appSecret, token, encodingAesKey };
}

const SLACK_WAYS: readonly VariableName[] = ['SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'];
const GROUPS: readonly (readonly VariableName[])[] = [
  ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY'],
  ['WECOM_BOT_ID', 'WECOM_BOT_SECRET'],
];

/** A platform half configured must not start silently off. */
function incompleteGroups(given: Given, env: RawEnvironment): ConfigFault[] {
  const faults: ConfigFault[] = [];
  const isSet = (name: VariableName) => given[name] !== undefined;
  const ways = SLACK_WAYS.filter(isSet);
  if (ways.length > 0 && !isSet('SLACK_BOT_TOKEN')) faults.push(missing('SLACK_BOT_TOKEN', ways, env));
  if (ways.length === 0 && isSet('SLACK_BOT_TOKEN')) {
    const near = slipOf('SLACK_SIGNING_SECRET', env) ?? slipOf('SLACK_APP_TOKEN', env);
    faults.push(faultOf('SLACK_SIGNING_SECRET', { key: 'slack-way-missing', params: { near } }));
  }
  for (const group of GROUPS) {
    const because = group.filter(isSet);
    if (because.length === 0) continue;
    for (const name of group) if (!isSet(name)) faults.push(missing(name, because, env));
  }
  return faults;
}

function missing(name: VariableName, because: readonly string[], env: RawEnvironment): ConfigFault {
  return faultOf(name, { key: 'group-incomplete', params: { because, near: slipOf(name, env) } });
}

/** A variable that is set, is none of ours and looks like `name` mistyped. */
function slipOf(name: VariableName, env: RawEnvironment): string | null {
  const strangers = Object.keys(env).filter((other) => !(other in VARIABLES) && other.length > 6);
  return strangers.find((other) => nearestName(other, VARIABLE_NAMES) === name) ?? null;
}

function faultOf(variable: VariableName, problem: ConfigProblem): ConfigFault {
  return { where: { variable }, problem, example: `${variable}=${VARIABLES[variable].example}` };
}

function readIssue(issue: z.core.$ZodIssue): ConfigFault {
  const variable = issue.path[0] as VariableName;
  const params = issue.code === 'custom' ? (issue.params ?? {}) : {};
  return faultOf(variable, { key: issue.message, params } as ConfigProblem);
}

function rankOf({ where }: ConfigFault): number {
  return 'variable' in where ? VARIABLE_NAMES.findIndex((name) => name === where.variable) : -1;
}

function read<T, K extends keyof ConfigProblemParams>(
  parse: (text: string) => T | null,
  key: K,
  params: ConfigProblemParams[K],
) {
  return z
    .string()
    .transform((text, context): T => {
      const value = parse(text);
      if (value !== null) return value;
      context.issues.push({ code: 'custom', message: key, params, input: undefined });
      return z.NEVER;
    })
    .optional();
}

function checked<K extends keyof ConfigProblemParams>(pattern: RegExp, key: K, params: ConfigProblemParams[K]) {
  return read((text) => (pattern.test(text) ? text : null), key, params);
}

function url(schemes: readonly string[]) {
  return read((text) => (schemes.includes(schemeOf(text)) ? text : null), 'bad-url', { schemes });
}

function schemeOf(text: string): string {
  return URL.canParse(text) ? new URL(text).protocol : '';
}

function readWebhooks(text: string, context: z.core.$RefinementCtx<string>): Map<string, string> {
  const keysByName = new Map<string, string>();
  for (const [index, entry] of text.split(',').entries()) {
    const [, name, key] = /^\s*([^\s=:]+)\s*=\s*([\w-]+)\s*$/.exec(entry) ?? [];
    if (name === undefined || key === undefined) {
      context.issues.push({ code: 'custom', message: 'bad-webhook', params: { place: index + 1 }, input: undefined });
    } else if (keysByName.has(name)) {
      context.issues.push({ code: 'custom', message: 'webhook-twice', params: { name }, input: undefined });
    } else keysByName.set(name, key);
  }
  return keysByName;
}
