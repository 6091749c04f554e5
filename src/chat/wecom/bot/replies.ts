import { randomUUID } from 'node:crypto';
import type { Locale } from '../../../domain/vocabulary.ts';
import type { Messages } from '../../../i18n/messages.ts';
import type { Card } from '../../card.ts';
import { maskCard } from '../../cards/mask-card.ts';
import type { Catalogue } from '../../catalogue.ts';
import type { Form } from '../../form.ts';
import type { KeptForm } from '../../form-link.ts';
import type { Account, Inbound, Reply } from '../../inbound.ts';
import type { Log } from '../app/log.ts';
import { renderChoiceCard, takesWords } from '../render/choice-card.ts';
import { MARKDOWN_DIALECT } from '../render/dialect.ts';
import { BOT_CARD } from '../render/limits.ts';
import type { RenderTexts } from '../render/texts.ts';
import { answerContents, textContent } from './content.ts';
import type { Content, Speaker } from './speaker.ts';
import type { Way } from './way.ts';

export interface RepliesDeps {
  readonly speaker: Speaker;
  /** The language of what is said in a conversation. */
  readonly localeAt: (conversation: string) => Locale;
  readonly messages: (locale: Locale) => Pick<Messages, 'wecom' | 'wecomRender' | 'reply' | 'webForm'>;
  /** Keeps a form for this person alone. */
  readonly formLink: (account: Account, form: Form) => Promise<KeptForm>;
  /** Hands somebody a form by another surface, in private; false when it could not. `null` where there is none. */
  readonly formElsewhere: ((account: Account, form: Form) => Promise<boolean>) | null;
  readonly catalogue: Catalogue;
  readonly log: Log;
}

export interface ReplyOptions {
  /** Only text will do: it takes the place of words that were said before. */
  readonly asText?: boolean;
  /** Calls whom it answers, where several people read it. */
  readonly calls?: boolean;
}

/** What a reply amounts to as messages; none when there is nothing to say. Never rejects. */
export type ReadReply = (
  way: Way,
  inbound: Inbound,
  reply: Reply,
  options?: ReplyOptions,
) => Promise<readonly Content[]>;

type Words = Messages['wecom']['bot'];

export function createReplies(deps: RepliesDeps): ReadReply {
  return async (way, inbound, reply, options = {}) => {
    const locale = deps.localeAt(inbound.where.id);
    const { reply: words, wecom } = deps.messages(locale);
    switch (reply.kind) {
      case 'card':
        if (way.group === null || isForAll(inbound, reply, deps.catalogue))
          return cardContents(way, inbound, reply.card, options);
        return cardContents(way, inbound, headOf(reply.card, elsewhereLine(reply.card, inbound, wecom.bot)), options);
      case 'form': {
        const formed = await formContents(way, inbound, reply.form, options);
        if (typeof formed !== 'string') return formed;
        const isGood = formed === wecom.bot.formSent;
        return cardContents(way, inbound, { ...notice(formed), tone: isGood ? 'info' : 'warn' }, options);
      }
      case 'form-errors': {
        const faults = [...Object.values(reply.errors), words.nothingChanged].join('\n');
        return cardContents(way, inbound, notice(faults), options);
      }
      case 'nothing':
        return [];
    }
  };

  function cardContents(way: Way, inbound: Inbound, card: Card, options: ReplyOptions): readonly Content[] {
    const locale = deps.localeAt(inbound.where.id);
    const { wecom, wecomRender } = deps.messages(locale);
    const isGroup = way.group !== null;
    const masked = isGroup ? maskCard(card, locale, wecom.bot.hidden({ typed: typedOf(inbound) })) : card;
    const texts = isGroup ? namingTheTalk(wecomRender, wecom.bot, inbound) : wecomRender;
    const caller = { id: way.userId, name: inbound.who.name ?? inbound.who.id };
    const shown = isGroup && options.calls === true ? { ...masked, mentions: [caller] } : masked;
    if (options.asText === true) return [textContent(shown, isGroup, texts)];
    return answerContents(shown, isGroup, answerTaskId(), texts);
  }

  /** The form itself, or a sentence. A form belongs to one person: in a group its link would be anybody's. */
  async function formContents(
    way: Way,
    { who, where }: Inbound,
    form: Form,
    options: ReplyOptions,
  ): Promise<readonly Content[] | string> {
    const words = deps.messages(deps.localeAt(where.id)).wecom.bot;
    try {
      if (way.group === null) return await contentsOf(who, form, options);
      return (await sendForm(way, who, form)) ? words.formSent : words.formNotSent;
    } catch (error) {
      deps.log.warn({ err: error, form: form.action }, 'the link of a form could not be made');
      return words.formNotNow;
    }
  }

  async function sendForm(way: Way, who: Account, form: Form): Promise<boolean> {
    if (deps.formElsewhere !== null) return deps.formElsewhere(who, form);
    const [first, ...more] = await contentsOf(who, form, {});
    const chat = { id: way.userId, isGroup: false };
    if ((await deps.speaker.tell(chat, first)).kind !== 'ok') return false;
    for (const content of more) await deps.speaker.tell(chat, content);
    return true;
  }

  /** A card with drop-down lists where that suffices, and a link for what it has no room for; else a link alone. */
  async function contentsOf(
    who: Account,
    form: Form,
    { asText }: ReplyOptions,
  ): Promise<readonly [Content, ...Content[]]> {
    const { wecom, webForm } = deps.messages(deps.localeAt(`@${who.id}`));
    const { url, key } = await deps.formLink(who, form);
    const options = { limits: BOT_CARD, taskId: answerTaskId(), key, choose: webForm.choose };
    const card = asText === true ? null : renderChoiceCard(form, options);
    if (card === null) return [linkContent(form, url, wecom.bot)];
    const link: Content = { kind: 'markdown', text: `[${wecom.choices.withWords}](${url})` };
    return [{ kind: 'card', card }, ...(takesWords(form) ? [link] : [])];
  }
}

function linkContent({ title, intro }: Form, link: string, words: Words): Content {
  const lines = [`[${words.form({ title })}](${link})`, ...(intro === undefined ? [] : [intro]), words.formHint];
  return { kind: 'markdown', text: lines.join('\n\n') };
}

/** Commands whose answers stand in groups: tickets, and who is away or on duty, which colleagues are to know. */
const FOR_ALL: ReadonlySet<string> = new Set(['ticket', 'away', 'duty']);

/**
 * Whether a whole group may read a card. What a deed came to holds no words of people, and cards of tickets stand in
 * groups anyhow; what somebody looked up about customers, contacts or the installation is for them alone.
 */
function isForAll({ what }: Inbound, { card, outcome }: Reply & { kind: 'card' }, catalogue: Catalogue): boolean {
  if (outcome !== undefined || card.tone === 'warn') return true;
  if (what.type === 'click') return FOR_ALL.has(what.action.split('.', 1)[0] ?? '');
  return what.type === 'command' && (FOR_ALL.has(what.name) || isHelp(what, catalogue));
}

function isHelp({ name, text }: { name: string; text: string }, catalogue: Catalogue): boolean {
  const [word = ''] = text.trim().toLowerCase().split(/\s/u);
  const verbs = catalogue.commands.find((one) => one.name === name)?.verbs ?? [];
  return verbs.some((verb) => verb.name === 'help' && (word === verb.name || verb.aliases.includes(word)));
}

/** How the rest is read. What was done is done: sent once more it would be done twice. */
function elsewhereLine({ tone }: Card, inbound: Inbound, words: Words): string {
  return tone === 'good' ? words.doneHere : words.elsewhere({ typed: typedOf(inbound) });
}

function headOf({ tone, title }: Card, line: string): Card {
  return { tone, title, summary: title, lines: [line] };
}

/** In a group an answer is kept short: where it was cut, it says how its reader gets the whole. */
function namingTheTalk(texts: RenderTexts, words: Words, inbound: Inbound): RenderTexts {
  return { ...texts, cut: () => words.cutHere({ typed: MARKDOWN_DIALECT.command(typedOf(inbound)) }) };
}

/** Unique among all our cards; tells them from those of delivery, which can be shown anew. */
function answerTaskId(): string {
  return `answer-${randomUUID()}`;
}

/** What was asked for, as it would be typed. */
function typedOf({ what }: Inbound): string {
  if (what.type === 'command') return `/${what.name} ${what.text}`.replace(/\s+/gu, ' ').trim().slice(0, 60);
  if (what.type === 'click') return `/${what.action.replace('.', ' ')} ${what.value.split('|')[0] ?? ''}`.trim();
  return '/ticket help';
}

function notice(sentence: string): Card {
  return { tone: 'warn', title: sentence, summary: sentence };
}
