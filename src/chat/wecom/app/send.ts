import type { Ms } from '../../../domain/time.ts';
import { WecomCallFailed } from './errcodes.ts';
import type { CallWecom } from './web-api.ts';

/** What a message to one person consists of, by its `msgtype` (D/90236). */
export type Content =
  | { readonly msgtype: 'template_card'; readonly template_card: object }
  | { readonly msgtype: 'text'; readonly text: { readonly content: string } };

/** How long the platform swallows a message that says the same to the same person. */
const DUPLICATE_WINDOW_S = 1_800;

export interface SendDeps {
  readonly call: CallWecom;
  readonly agentId: number;
}

/**
 * Sends to one person. Returns the code that updates the card once and the id by which the message can be taken back for a
 * day; `null` where none came. A person whom the platform does not take counts as a refusal although it says 0. Rejects
 * with WecomCallFailed.
 */
export async function sendToPerson(
  { call, agentId }: SendDeps,
  userId: string,
  content: Content,
  options: { readonly swallowsRepeats: boolean; readonly signal?: AbortSignal },
): Promise<{ readonly code: string | null; readonly msgid: string | null }> {
  const api = 'message/send';
  const said = await call(api, {
    body: {
      touser: userId,
      agentid: agentId,
      ...content,
      ...(options.swallowsRepeats ? { enable_duplicate_check: 1, duplicate_check_interval: DUPLICATE_WINDOW_S } : {}),
    },
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const { invaliduser, response_code: code, msgid } = said;
  // The list is in lower case, whatever was sent.
  if (typeof invaliduser === 'string' && invaliduser.split('|').includes(userId.toLowerCase())) {
    const errmsg = 'invaliduser';
    throw new WecomCallFailed(api, { kind: 'nobody', errcode: 0, errmsg, isUnknown: false });
  }
  return { code: textOrNull(code), msgid: textOrNull(msgid) };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Takes a message back within a day (D/94867); not out of the plug-in in WeChat. Rejects with WecomCallFailed. */
export async function recallMessage({ call }: SendDeps, msgid: string, signal?: AbortSignal): Promise<void> {
  await call('message/recall', { body: { msgid }, ...(signal === undefined ? {} : { signal }) });
}

/** Shows a new state of a card to its reader; spends the code. Rejects with WecomCallFailed. */
export async function updateCard(
  { call, agentId }: SendDeps,
  userId: string,
  code: string,
  shown: { readonly template_card: object } | { readonly button: { readonly replace_name: string } },
  signal?: AbortSignal,
): Promise<void> {
  await call('message/update_template_card', {
    body: { userids: [userId], agentid: agentId, response_code: code, ...shown },
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Longest wait for one answer of the API. */
export const CALL_TIMEOUT_MS: Ms = 8_000;
