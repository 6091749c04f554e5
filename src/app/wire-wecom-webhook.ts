import type { ChatPort } from '../chat/port.ts';
import { createWebhookPort } from '../chat/wecom/webhook/port.ts';
import type { WecomSettings } from '../config/environment.ts';
import { messagesOf } from '../i18n/messages.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';

/** Workspace of all WeCom surfaces of one installation: the company's id, where it is not known the AI bot's, else a word. */
export function wecomWorkspace({ app, bot }: Pick<WecomSettings, 'app' | 'bot'>): string {
  return app?.corpId ?? bot?.id ?? 'wecom';
}

/** The way into groups through their webhooks; `null` when none is configured. */
export function wireWecomWebhook(
  settings: WecomSettings | null,
  options: { readonly metrics: Metrics; readonly log: Log },
): ChatPort | null {
  if (settings === null || settings.webhooks.size === 0) return null;
  return createWebhookPort({
    workspace: wecomWorkspace(settings),
    apiUrl: settings.apiUrl,
    keysByName: settings.webhooks,
    texts: (locale) => messagesOf(locale).wecomRender,
    log: options.log,
    onUnknownCode: () => options.metrics.countUnknownWecomCode(),
  });
}
