import { createBoltLogger } from '../../chat/slack/log.ts';
import { BOT_SCOPES } from '../../chat/slack/manifest.ts';
import { createCallSlack, failureOf } from '../../chat/slack/web-api.ts';
import type { SlackSettings } from '../../config/environment.ts';
import type { FindingTexts } from '../../i18n/setup-texts.ts';

/** What a platform said of the tokens, as lines for whoever sets it up. */
export interface Checked {
  readonly lines: readonly string[];
  /** Nothing has to be put right. */
  readonly isFine: boolean;
}

const TIMEOUT_MS = 8_000;

/** Asks Slack whether the tokens are right, and whether the bot may do what it needs. Never rejects. */
export async function checkSlack(settings: SlackSettings, t: FindingTexts): Promise<Checked> {
  const { botToken, apiUrl } = settings;
  const call = (token: string) => createCallSlack({ botToken: token, apiUrl, timeoutMs: TIMEOUT_MS, logger: SILENT });
  const lines: string[] = [];
  let isFine = true;
  const wrong = (line: string): void => {
    lines.push(line);
    isFine = false;
  };
  try {
    const answer = await call(botToken)('auth.test', {});
    lines.push(t.slackIs({ team: textOf(answer['team']), bot: textOf(answer['user']) }));
    const lacking = lackingScopes(answer['response_metadata']);
    if (lacking.length > 0) wrong(t.slackScopes({ scopes: lacking.join(', ') }));
    else lines.push(t.slackScopesFine);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'refused') wrong(t.slackRefused({ code: failure.code }));
    else return { lines: [t.unreached({ platform: 'Slack', reason: reasonOf(failure) })], isFine: false };
  }
  if (settings.mode === 'http') return { lines: [...lines, t.slackSecretUnseen], isFine };
  try {
    await call(settings.appToken)('apps.connections.open', {});
    lines.push(t.slackSocketFine);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'refused') wrong(t.slackSocketRefused({ code: failure.code }));
    else wrong(t.unreached({ platform: 'Slack', reason: reasonOf(failure) }));
  }
  return { lines, isFine };
}

/** Slack names a token's scopes in a header of every answer; without it nothing is known to be lacking. */
function lackingScopes(metadata: unknown): readonly string[] {
  const scopes: unknown =
    typeof metadata === 'object' && metadata !== null && 'scopes' in metadata ? metadata.scopes : null;
  if (!Array.isArray(scopes)) return [];
  return BOT_SCOPES.filter((scope) => !scopes.includes(scope));
}

/** What should be a text in an answer; `?` where it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '?';
}

function reasonOf(failure: Exclude<ReturnType<typeof failureOf>, { kind: 'refused' }>): string {
  return failure.kind === 'limited' ? 'limited' : failure.reason;
}

const nothing = (): void => undefined;
const SILENT = createBoltLogger({ info: nothing, warn: nothing, error: nothing });
