import type { Locale } from '../../../domain/vocabulary.ts';
import type { Capabilities, ChatPort, DeliveryOutcome, OutboundMessage } from '../../port.ts';
import type { Log } from '../app/log.ts';
import { failureToOutcome } from '../app/outcome.ts';
import { WEBHOOK_WINDOWS } from '../pace.ts';
import { WEBHOOK_TEXT_BYTES } from '../render/limits.ts';
import { renderMarkdown } from '../render/text.ts';
import type { RenderTexts } from '../render/texts.ts';
import { callWebhook } from './call-webhook.ts';

/** Beginning of every conversation of a webhook: `webhook:NAME`. */
export const WEBHOOK_PREFIX = 'webhook:';

const CAPABILITIES: Capabilities = {
  forms: false,
  buttons: false,
  threads: false,
  updates: false,
  messageShortcuts: false,
  findable: false,
  answersAlone: false,
  paceMs: 1_000,
  bundleMs: 60_000,
  windows: WEBHOOK_WINDOWS,
};

export interface WebhookPortDeps {
  readonly workspace: string;
  /** Without a slash at the end. */
  readonly apiUrl: string;
  /** Keys by the names that a policy uses for them. A key lets anybody write to its group: it is never logged. */
  readonly keysByName: ReadonlyMap<string, string>;
  readonly texts: (locale: Locale) => RenderTexts;
  readonly log: Log;
  /** A code that nobody here knows. Must not throw. */
  readonly onUnknownCode: () => void;
}

/** One way into groups that have no bot: text that says which command to send where a button would stand. */
export function createWebhookPort(deps: WebhookPortDeps): ChatPort {
  async function post(message: OutboundMessage, signal: AbortSignal): Promise<DeliveryOutcome> {
    const name = message.to.id.slice(WEBHOOK_PREFIX.length);
    const key = deps.keysByName.get(name);
    if (key === undefined) {
      return { outcome: 'rejected', reason: `no webhook "${name}" in WECOM_WEBHOOKS`, gone: true };
    }
    const content = renderMarkdown(message.card, {
      maxBytes: WEBHOOK_TEXT_BYTES,
      texts: deps.texts(message.locale),
      calls: true,
      hears: false,
    });
    const failure = await callWebhook(deps.apiUrl, key, content, signal);
    if (failure === null) return { outcome: 'sent', address: { conversation: message.to.id, message: message.id } };
    if ('isUnknown' in failure && failure.isUnknown) {
      deps.log.error(
        { webhook: name, errcode: failure.errcode, errmsg: failure.errmsg },
        'WeCom refused a webhook message with a code that is not known here',
      );
      deps.onUnknownCode();
    }
    return failureToOutcome(failure);
  }

  return {
    platform: 'wecom',
    workspace: deps.workspace,
    // All webhooks, also those that are not set up: what a policy sends there is refused aloud and goes another way.
    serves: [WEBHOOK_PREFIX],
    capabilities: CAPABILITIES,
    post,
    update: async () => ({ outcome: 'rejected', reason: 'a webhook cannot change what it said', gone: false }),
    find: async () => 'unknown',
  };
}
