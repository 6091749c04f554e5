import { createHash } from 'node:crypto';
import type { Locale } from '../../../domain/vocabulary.ts';
import { messagesOf } from '../../../i18n/messages.ts';
import type { Card } from '../../card.ts';
import { cleanText, isBlank } from '../../clean-text.ts';
import type { ChatPort, DeliveryOutcome, MessageAddress, OutboundMessage, RetractOutcome } from '../../port.ts';
import { aboutOf, type KeepSpoken } from '../../spoken.ts';
import { GROUP_WINDOWS, MEMBER_WINDOWS } from '../pace.ts';
import { bytesOnly, cutText } from '../render/cut.ts';
import { APP_CARD, APP_TEXT_BYTES } from '../render/limits.ts';
import { renderTemplateCard } from '../render/template-card.ts';
import { renderText } from '../render/text.ts';
import type { CardCodes } from './card-codes.ts';
import { failureOf } from './errcodes.ts';
import type { Log } from './log.ts';
import { failureToOutcome } from './outcome.ts';
import { recallMessage, type SendDeps, sendToPerson, updateCard } from './send.ts';

export interface PortDeps extends SendDeps {
  /** The corp id. */
  readonly workspace: string;
  readonly codes: CardCodes;
  readonly keepSpoken: KeepSpoken;
  readonly log: Log;
  /** Where a tap on a card without buttons leads. */
  readonly link: () => string;
}

/** Updates in vain before a new card is sent. */
const CODES_TRIED = 3;

/** Direct talks of the app: cards with buttons, kept up to date while there are codes for it. */
export function createDirectPort(deps: PortDeps & { readonly leaderOf: (userId: string) => string | null }): ChatPort {
  const { codes, log } = deps;

  /** Nothing can be copied off a card: what is made for copying follows as a text of its own. */
  const templateOf = ({ copy: _, ...card }: Card, taskId: string, locale: Locale) =>
    renderTemplateCard(card, {
      limits: APP_CARD,
      taskId,
      texts: messagesOf(locale).wecomRender,
      link: deps.link(),
    });

  async function post(message: OutboundMessage, card: Card, signal: AbortSignal): Promise<DeliveryOutcome> {
    const taskId = message.id;
    try {
      const { code, msgid } = await sendToPerson(
        deps,
        userIdOf(message.to.id),
        { msgtype: 'template_card', template_card: templateOf(card, taskId, message.locale) },
        { swallowsRepeats: true, signal },
      );
      keepSpoken(message, msgid, taskId);
      // Without it the next state comes as a new card: no reason to fail.
      if (code !== null) await keepQuietly(taskId, code);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'stands') return failureToOutcome(failure);
      // Ours alone, and sent before under other words (a time has moved on): it stands, whoever did not hear of it.
      log.warn({ taskId, failure }, 'a card was there already when it was sent again');
    }
    await sendCopy(message, card, signal);
    return { outcome: 'sent', address: { conversation: message.to.id, message: taskId } };
  }

  /** The card is shown: without the text beside it nothing is lost that its commands would not bring. */
  async function sendCopy(message: OutboundMessage, { copy }: Card, signal: AbortSignal): Promise<void> {
    const { to } = message;
    if (copy === undefined || isBlank(copy)) return;
    const content = cutText(cleanText(copy), bytesOnly(APP_TEXT_BYTES));
    try {
      const text = { msgtype: 'text', text: { content } } as const;
      const { msgid } = await sendToPerson(deps, userIdOf(to.id), text, { swallowsRepeats: true, signal });
      keepSpoken(message, msgid, null);
    } catch (error) {
      log.warn({ failure: failureOf(error) }, 'a text for copying did not follow its card');
    }
  }

  /** By its id from the platform a message can be taken back, also a card for whose update no code is left. */
  function keepSpoken({ to, card }: OutboundMessage, msgid: string | null, cardId: string | null): void {
    const address = msgid === null ? null : { conversation: to.id, message: msgid };
    deps.keepSpoken({ to, address, cardId, about: aboutOf(card) });
  }

  async function retract(msgid: string, signal: AbortSignal): Promise<RetractOutcome> {
    try {
      await recallMessage(deps, msgid, signal);
      return { outcome: 'retracted', messages: 1 };
    } catch (error) {
      const outcome = failureToOutcome(failureOf(error));
      const reason = 'reason' in outcome ? outcome.reason : 'nobody knows';
      return { outcome: outcome.outcome === 'rejected' ? 'rejected' : 'retry-later', reason, messages: 0 };
    }
  }

  async function keepQuietly(taskId: string, code: string): Promise<void> {
    await codes.keep(taskId, code).catch((error: unknown) => log.warn({ err: error }, "a card's code was not kept"));
  }

  /** `no-code`: nothing is left that could update it. */
  async function updateInPlace(
    address: MessageAddress,
    message: OutboundMessage,
    signal: AbortSignal,
  ): Promise<DeliveryOutcome | 'no-code'> {
    const shown = isSuccessor(address) ? replacing(message) : message.card;
    const card = templateOf(shown, address.message, message.locale);
    for (let tried = 0; tried < CODES_TRIED; tried += 1) {
      const code = await codes.take(address.message);
      if (code === null) return 'no-code';
      try {
        await updateCard(deps, userIdOf(address.conversation), code, { template_card: card }, signal);
        return { outcome: 'sent', address };
      } catch (error) {
        const failure = failureOf(error);
        // A code that is spent or too old is refused by a code that the vendor does not document: the next one may do.
        if (failure.kind === 'refused' || failure.kind === 'stands') continue;
        // Surely not spent.
        if (['unreached', 'limited', 'locked-out'].includes(failure.kind)) await keepQuietly(address.message, code);
        return failureToOutcome(failure);
      }
    }
    return 'no-code';
  }

  /** The new card says that it replaces one, as long as it stands; a click on the old one shows the present state. */
  async function postInstead(
    address: MessageAddress,
    message: OutboundMessage,
    signal: AbortSignal,
  ): Promise<DeliveryOutcome> {
    const outcome = await post({ ...message, id: successorId(address, message) }, replacing(message), signal);
    if (outcome.outcome === 'sent') {
      await codes
        .replace(address.message, outcome.address.message)
        .catch((error: unknown) => log.warn({ err: error }, 'a card that was replaced is not on record as such'));
    }
    return outcome;
  }

  return {
    platform: 'wecom',
    workspace: deps.workspace,
    serves: ['@'],
    leaderOf: deps.leaderOf,
    capabilities: {
      forms: false,
      buttons: true,
      threads: false,
      updates: true,
      messageShortcuts: false,
      // A resend shows nothing twice, so that there is never anything to be looked for.
      findable: true,
      paceMs: 1_000,
      bundleMs: 60_000,
      windows: MEMBER_WINDOWS,
    },

    post: (message, signal) => post(message, message.card, signal),

    async update(address, message, signal) {
      try {
        const updated = await updateInPlace(address, message, signal);
        return updated === 'no-code' ? await postInstead(address, message, signal) : updated;
      } catch (error) {
        // The database did not hand out a code: nothing was sent.
        log.warn({ err: error }, "a card's code could not be taken");
        return { outcome: 'retry-later', reason: 'no code could be taken', afterMs: null, limited: false };
      }
    },

    // Sent again under the same task id and with the check for repeats, it appears once.
    find: async () => null,

    async retract(what, signal) {
      if ('address' in what) return retract(what.address.message, signal);
      return { outcome: 'rejected', reason: 'said before its id was kept', messages: 0 };
    },
  };
}

/** Groups that the app has made: plain texts, because they take no cards with buttons (D/90248). */
export function createGroupPort(deps: PortDeps): ChatPort {
  return {
    platform: 'wecom',
    workspace: deps.workspace,
    serves: [GROUP],
    capabilities: {
      forms: false,
      buttons: false,
      threads: false,
      updates: false,
      messageShortcuts: false,
      findable: false,
      answersAlone: false,
      paceMs: 1_000,
      bundleMs: 60_000,
      windows: GROUP_WINDOWS,
    },

    async post(message, signal) {
      const content = renderText(message.card, {
        maxBytes: APP_TEXT_BYTES,
        texts: messagesOf(message.locale).wecomRender,
        calls: true,
        hears: false,
      });
      try {
        const chatid = message.to.id.slice(GROUP.length);
        await deps.call('appchat/send', { body: { chatid, msgtype: 'text', text: { content }, safe: 0 }, signal });
        return { outcome: 'sent', address: { conversation: message.to.id, message: message.id } };
      } catch (error) {
        return failureToOutcome(failureOf(error));
      }
    },

    update: async () => ({ outcome: 'rejected', reason: 'texts of a group stay as they are', gone: false }),
    find: async () => 'unknown',
  };
}

const GROUP = 'app:';

/**
 * Task ids must never come twice (D/90236), and a card's own id was spent on its first message. The same for the same
 * state in the same place, so that a resend is swallowed as a repeat.
 */
function successorId(address: MessageAddress, { id, card }: OutboundMessage): string {
  const state = createHash('sha256')
    .update(JSON.stringify([address.message, card]))
    .digest('base64url');
  return `${id}_${state.slice(0, 16)}`;
}

function isSuccessor({ message }: MessageAddress): boolean {
  return message.includes('_');
}

/** What was made for copying stands below the earlier card, and is not said again. */
function replacing({ card: { copy: _, ...card }, locale }: OutboundMessage): Card {
  const { replaces } = messagesOf(locale).wecom.app;
  return { ...card, lines: [replaces, ...(card.lines ?? [])] };
}

function userIdOf(conversation: string): string {
  return conversation.slice(1);
}
