import { findFlags, proposeTags } from '../../domain/contact/flags.ts';
import type { WrittenContact } from '../../domain/contact/read-contact.ts';
import { adviseChannel } from '../../domain/customer/channel-advice.ts';
import type { CommandContext } from '../command.ts';
import type { NamedCustomer } from './which-customer.ts';

/** What is said about a talk besides what was recorded: how it was understood, wording, tags, the next channel. */
export function adviceOn(context: CommandContext, written: WrittenContact, customer: NamedCustomer): readonly string[] {
  const { m, locale } = context.card;
  const { reply } = m.contact;
  const list = (all: readonly string[]) => all.join(m.view.listJoin);
  const text = [written.content, written.feedback ?? '', ...written.promises.map((one) => one.words)].join('\n');
  const tags = proposeTags(text, locale);
  return [
    ...(customer.id === null ? [reply.newCustomer({ name: customer.name })] : []),
    ...(written.moods.length === 0
      ? []
      : [reply.understoodMood({ mood: list(written.moods.map((one) => m.contact.mood(one))) })]),
    ...(written.badMood === null ? [] : [reply.badMood({ value: written.badMood })]),
    ...(written.purposes.length === 0
      ? []
      : [reply.understoodPurpose({ purpose: list(written.purposes.map((one) => m.contact.purpose(one))) })]),
    ...(written.badPurpose === null ? [] : [reply.badPurpose({ value: written.badPurpose })]),
    ...undatedLines(context, written),
    ...(written.isReached ? [] : nextChannel(context, written, customer)),
    ...wordingFlags(context, text),
    ...(tags.length === 0 ? [] : [reply.tags({ tags: list(tags) })]),
  ];
}

function undatedLines({ card }: CommandContext, written: WrittenContact): readonly string[] {
  return written.promises
    .filter((one) => one.when === null)
    .map((one) => card.m.contact.reply.undated({ words: one.words }))
    .slice(0, 1);
}

/** C11: whoever was not reached on one channel is tried on another. */
function nextChannel({ card }: CommandContext, written: WrittenContact, { hit }: NamedCustomer): readonly string[] {
  const { channels } = adviseChannel({
    preferred: null,
    urgency: 'normal',
    isFormal: false,
    industry: hit?.industry ?? null,
    reachable: [],
    inVain: written.channel === null ? [] : [written.channel],
  });
  const [next] = channels;
  return next === undefined ? [] : [card.m.contact.reply.tryChannel({ channel: card.m.contact.channel(next) })];
}

/** C9: wording that whoever wrote it may want to change, with a suggestion. */
export function wordingFlags({ card }: CommandContext, text: string): readonly string[] {
  const { reply } = card.m.contact;
  return findFlags(text).map(({ flag, words }) => {
    switch (flag) {
      case 'absolute':
        return reply.absolute({ words });
      case 'you-people':
        return reply.youPeople({ words });
      case 'judgement':
        return reply.judgement({ words });
      case 'identity':
      case 'card':
      case 'finance':
        return reply.sensitive({ what: reply.sensitiveKind[flag] });
    }
  });
}
