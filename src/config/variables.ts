/** One environment variable: what it takes, and an example that would be accepted. */
export interface VariableInfo {
  readonly example: string;
  /** Its value is never shown, not even when it is wrong. */
  readonly secret: boolean;
}

/** Every variable that is read, by name. `.env.example` names exactly these. */
export const VARIABLES = {
  PORT: { example: '3000', secret: false },
  HOST: { example: '0.0.0.0', secret: false },
  BASE_URL: { example: 'https://huiyin.example.com', secret: false },
  DATABASE_URL: { example: 'postgres://huiyin:password@db.example.com:5432/huiyin', secret: true },
  DATA_DIR: { example: './data', secret: false },
  POLICY_FILE: { example: './policy.yaml', secret: false },
  LOG_LEVEL: { example: 'info', secret: false },
  SLACK_BOT_TOKEN: { example: 'xoxb-…', secret: true },
  SLACK_SIGNING_SECRET: { example: '0123456789abcdef0123456789abcdef', secret: true },
  SLACK_APP_TOKEN: { example: 'xapp-…', secret: true },
  SLACK_API_URL: { example: 'https://slack.com/api/', secret: false },
  WECOM_CORP_ID: { example: 'ww0123456789abcdef', secret: false },
  WECOM_AGENT_ID: { example: '1000002', secret: false },
  WECOM_SECRET: { example: '…', secret: true },
  WECOM_TOKEN: { example: '…', secret: true },
  WECOM_ENCODING_AES_KEY: { example: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ', secret: true },
  WECOM_BOT_ID: { example: 'aib0123456789', secret: false },
  WECOM_BOT_SECRET: { example: '…', secret: true },
  WECOM_WEBHOOKS: { example: 'support=KEY1,product=KEY2', secret: true },
  WECOM_API_URL: { example: 'https://qyapi.weixin.qq.com', secret: false },
  WECOM_BOT_URL: { example: 'wss://openws.work.weixin.qq.com', secret: false },
} as const satisfies Readonly<Record<string, VariableInfo>>;

export type VariableName = keyof typeof VARIABLES;

export const VARIABLE_NAMES = Object.keys(VARIABLES) as VariableName[];

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
