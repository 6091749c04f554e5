import { randomUUID } from 'node:crypto';
import type { Ms } from '../../../domain/time.ts';
import type { Locale } from '../../../domain/vocabulary.ts';
import type { Messages } from '../../../i18n/messages.ts';
import type { Card } from '../../card.ts';
import type { AnswerForm, LinkedForm } from '../../form-link.ts';
import type { Answer, Inbound, Reply } from '../../inbound.ts';
import { whatKeepsOpen } from '../../kept-form.ts';
import type { Log } from '../app/log.ts';
import { renderChoiceCard } from '../render/choice-card.ts';
import { formFaults } from '../render/form-faults.ts';
import { BOT_CARD } from '../render/limits.ts';
import { amongOthers } from '../render/texts.ts';
import type { BotAnswer } from './connection.ts';
import { templateCard } from './content.ts';
import { isRetryable, isUnknownRefusal } from './outcome.ts';
import type { ReadReply } from './replies.ts';
import type { Content, Speaker } from './speaker.ts';
import { chatOf, type Way } from './way.ts';

export interface AnswersDeps {
  readonly speaker: Speaker;
  readonly readReply: ReadReply;
  readonly answerForm: AnswerForm;
  readonly localeAt: (conversation: string) => Locale;
  readonly messages: (locale: Locale) => Pick<Messages, 'wecom' | 'wecomRender' | 'webForm'>;
  /** A card as it would be shown now; `null` for what is no card of delivery's. */
  readonly newestCard: (conversation: string, message: string) => Promise<{ card: Card; locale: Locale } | null>;
  readonly log: Log;
  /** A code that nobody here knows. */
  readonly onUnknownCode: () => void;
  /** Monotonic machine time. */
  readonly elapsed: () => Ms;
  /** Whose time that is. */
  readonly process: string;
}

/** Nobody heard the answer: the deed is to be done again, which changes nothing and answers anew. */
export class AnswerNotSent extends Error {
  constructor(reason: string) {
    super(`an answer of the AI bot was not sent: ${reason}`);
    this.name = 'AnswerNotSent';
  }
}

/** The answers to deeds. All but `say` throw AnswerNotSent. */
export interface Answers {
  toCommand(way: Way, inbound: Inbound, answer: Answer): Promise<void>;
  /** The clicked card's newest state within 5 s, then what there is to say beyond it. */
  toClick(way: Way, inbound: Inbound, answer: Answer): Promise<void>;
  /** Does what a form on a card is for (its button's value: what it is kept under), and shows on it what was chosen. */
  toFormCard(way: Way, inbound: Inbound, key: string): Promise<void>;
  /** A sentence of the adapter's own, in answer to a message. Never rejects. */
  say(way: Way, conversation: string, sentence: (words: Messages['wecom']['bot']) => string): Promise<void>;
}

/** The platform takes a card's new state for 5 s from the click (D/101463); the way there takes some of it. */
const UPDATE_WITHIN_MS: Ms = 4_500;
/** So long the new state waits for work that is still under way. */
const WAIT_FOR_WORK_MS: Ms = 3_500;
/** ? A request that cannot be answered (any more): what is to be said is a message of its own. */
const REQUEST_GONE = 846605;

export function createAnswers(deps: AnswersDeps): Answers {
  const { speaker, readReply, log } = deps;

  /** In answer to the request while that is possible, else by a message of its own. */
  async function respond(way: Way, content: Content, stream?: { id: string; isLast: boolean }): Promise<void> {
    // Requests are answered over the connection that brought them.
    if (way.process !== deps.process) return post(way, content);
    const answer = await speaker.respond(chatOf(way), way.reqId, content, stream);
    if (answer.kind === 'refused' && answer.errcode === REQUEST_GONE) return post(way, content);
    settle(answer);
  }

  async function post(way: Way, ...contents: readonly Content[]): Promise<void> {
    for (const content of contents) settle(await speaker.tell(chatOf(way), content));
  }

  /** What may have been heard is not said again: people can ask once more. */
  function settle(answer: BotAnswer): void {
    if (answer.kind === 'ok') return;
    if (answer.kind === 'not-sent' || isRetryable(answer)) throw new AnswerNotSent(JSON.stringify(answer));
    if (isUnknownRefusal(answer)) {
      deps.onUnknownCode();
      log.error({ answer }, 'WeCom refused an answer of the AI bot with an unknown code');
    } else log.warn({ answer }, 'an answer of the AI bot did not arrive, or nobody knows');
  }

  /** Whether the clicked card now shows how things stand. */
  async function updateClicked(way: Way, inbound: Inbound): Promise<boolean> {
    const { taskId } = way;
    const leftMs = () => UPDATE_WITHIN_MS - sinceClick(way);
    if (taskId === null || leftMs() <= 0) return false;
    try {
      const shown = await within(deps.newestCard(inbound.where.id, taskId), leftMs());
      if (shown === null || leftMs() <= 0) return false;
      const { wecomRender } = deps.messages(shown.locale);
      const texts = way.group === null ? wecomRender : amongOthers(wecomRender);
      const answer = await speaker.updateCard(way.reqId, templateCard(shown.card, taskId, texts));
      if (answer.kind !== 'ok') log.warn({ answer }, 'a clicked card of the AI bot could not be updated');
      return answer.kind === 'ok';
    } catch (error) {
      // The deed is done, and what came of it is said in any case.
      log.warn({ err: error }, 'a clicked card of the AI bot could not be shown anew');
      return false;
    }
  }

  /** The lists as they were chosen. The platform cannot take the button away: pressed again, it says that it was sent. */
  async function updateForm(way: Way, key: string, { form, locale }: LinkedForm, isDone: boolean): Promise<void> {
    const { taskId, chosen } = way;
    if (taskId === null || sinceClick(way) > UPDATE_WITHIN_MS) return;
    const { wecom, webForm } = deps.messages(locale);
    const card = renderChoiceCard(form, {
      ...{ limits: BOT_CARD, taskId, key, choose: webForm.choose, chosen },
      ...(isDone ? { closed: wecom.choices.done } : {}),
    });
    if (card === null) return;
    const answer = await speaker.updateCard(way.reqId, card);
    if (answer.kind !== 'ok') log.warn({ answer }, 'a form on a card of the AI bot does not show what was chosen');
  }

  function sinceClick({ process, receivedAt }: Way): Ms {
    return process === deps.process ? deps.elapsed() - receivedAt : Number.POSITIVE_INFINITY;
  }

  async function sayAfterClick(way: Way, inbound: Inbound, reply: Reply, isShown: boolean): Promise<void> {
    // In a group everybody sees the card: it says it all, unless there is something beyond it.
    if (way.group !== null && isShown && isSaidByCard(reply)) return;
    // ? A click can only be answered by its card; everything else is a message.
    await post(way, ...(await readReply(way, inbound, reply, { calls: true })));
  }

  return {
    async toCommand(way, inbound, { reply, later }) {
      if (later === null) {
        const [first, ...more] = await readReply(way, inbound, reply);
        if (first !== undefined) await respond(way, first);
        return post(way, ...more);
      }
      const id = randomUUID();
      const [meanwhile] = await readReply(way, inbound, reply, { asText: true });
      if (meanwhile !== undefined) await respond(way, meanwhile, { id, isLast: false });
      const [last = meanwhile] = await readReply(way, inbound, await later, { asText: true });
      if (last !== undefined) await respond(way, last, { id, isLast: true });
    },

    async toClick(way, inbound, { reply, later }) {
      const done = later === null ? reply : await within(later, WAIT_FOR_WORK_MS - sinceClick(way));
      const isShown = await updateClicked(way, inbound);
      await sayAfterClick(way, inbound, done ?? reply, isShown);
      // It took longer than the card could wait: what came of it is a message.
      if (later !== null && done === null) await sayAfterClick(way, inbound, await later, false);
    },

    async toFormCard(way, inbound, key) {
      const { wecom } = deps.messages(deps.localeAt(inbound.where.id));
      const { choices } = wecom;
      const taken = await deps.answerForm(key, inbound.who, way.chosen);
      if (taken.state !== 'open') return post(way, { kind: 'markdown', text: choices[taken.state] });
      const { linked, answer } = taken;
      const { reply, later } = answer;
      const done = later === null ? reply : await within(later, WAIT_FOR_WORK_MS - sinceClick(way));
      if (done === null) await post(way, ...(await readReply(way, inbound, reply)));
      else await updateForm(way, key, linked, whatKeepsOpen(done) === null);
      const last = done ?? (later === null ? reply : await later);
      const told: Reply =
        last.kind === 'form-errors' ? { kind: 'card', card: formFaults(linked.form, last, way.chosen, choices) } : last;
      await post(way, ...(await readReply(way, inbound, told)));
      // Only now: whoever has to take this over finds the form open, and gets the same answer again.
      await taken.conclude(last);
    },

    async say(way, conversation, sentence) {
      const text = sentence(deps.messages(deps.localeAt(conversation)).wecom.bot);
      await respond(way, { kind: 'markdown', text }).catch((error: unknown) =>
        log.warn({ err: error }, 'somebody was not answered by the AI bot'),
      );
    },
  };
}

function isSaidByCard(reply: Reply): boolean {
  if (reply.kind !== 'card') return false;
  const { card, outcome } = reply;
  return outcome !== undefined && card.tone !== 'warn' && (card.lines ?? []).length === 0;
}

/** The result when it comes in time, else `null`. */
async function within<T>(work: Promise<T>, ms: Ms): Promise<T | null> {
  if (ms <= 0) return null;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
