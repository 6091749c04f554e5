import { failureOf } from '../../chat/wecom/app/errcodes.ts';
import { createCallWecom } from '../../chat/wecom/app/web-api.ts';
import { openConnection, TIMING } from '../../chat/wecom/bot/connection.ts';
import type { WecomSettings } from '../../config/environment.ts';
import type { alert } from '../../i18n/en/alert.ts';
import type { FindingTexts } from '../../i18n/setup-texts.ts';
import { type Checked, textOf } from './check-slack.ts';

type Cures = Pick<typeof alert, 'wecomCure' | 'botRefusedCure'>;

const TIMEOUT_MS = 8_000;
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** WeCom says in its words from which address it was called. */
const CALLED_FROM = /from ip: ?([\d.]+)/;

/** Asks WeCom whether the application's secret is right. Never rejects. */
export async function checkWecomApp(
  { apiUrl, app }: Pick<WecomSettings, 'apiUrl'> & { readonly app: NonNullable<WecomSettings['app']> },
  t: FindingTexts,
  cures: Cures,
): Promise<Checked> {
  const call = createCallWecom({
    ...{ apiUrl, corpId: app.corpId, secret: app.secret, log: SILENT, timeoutMs: TIMEOUT_MS },
    elapsed: () => performance.now(),
    onLockedOut: () => undefined,
    onUnknownCode: () => undefined,
  });
  try {
    const answer = await call('agent/get', { query: { agentid: app.agentId } });
    return {
      lines: [t.wecomIs({ app: textOf(answer['name']) }), t.wecomCallbackUnseen],
      isFine: true,
    };
  } catch (error) {
    const failure = failureOf(error);
    if (!('errcode' in failure)) {
      const reason = 'reason' in failure ? failure.reason : failure.kind;
      return { lines: [t.unreached({ platform: 'WeCom', reason })], isFine: false };
    }
    const { errcode, errmsg } = failure;
    const cure = cures.wecomCure({ errcode, ip: CALLED_FROM.exec(errmsg)?.[1] ?? null });
    return { lines: [t.wecomRefused({ errcode, cure })], isFine: false };
  }
}

/**
 * Connects the AI bot and lets go again. A bot has one connection: one that runs elsewhere is interrupted. Never rejects.
 */
export async function checkWecomBot(
  { botUrl, bot }: Pick<WecomSettings, 'botUrl'> & { readonly bot: NonNullable<WecomSettings['bot']> },
  t: FindingTexts,
  cures: Cures,
): Promise<Checked> {
  const opened = await openConnection({
    ...{ url: botUrl, botId: bot.id, secret: bot.secret, log: SILENT, mayWrite: () => true, onFrame: () => undefined },
    timing: { ...TIMING, connectMs: TIMEOUT_MS, answerMs: TIMEOUT_MS },
    signal: new AbortController().signal,
  });
  if (opened.ok) {
    opened.connection.close();
    await opened.connection.ended;
    return { lines: [t.botFine], isFine: true };
  }
  if (opened.refused === null)
    return { lines: [t.unreached({ platform: 'WeCom', reason: 'websocket' })], isFine: false };
  const { errcode } = opened.refused;
  return { lines: [t.botRefused({ errcode, cure: cures.botRefusedCure })], isFine: false };
}
