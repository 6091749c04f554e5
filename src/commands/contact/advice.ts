import type { Button } from '../../chat/card.ts';
import { findFlags, proposeTags } from '../../domain/contact/flags.ts';
import type { WrittenContact } from '../../domain/contact/written-contact.ts';
import { adviseChannel } from '../../domain/customer/channel-advice.ts';
import { customerNumber } from '../../domain/customer/number.ts';
import type { CommandContext } from '../command.ts';
import type { NamedCustomer } from './which-customer.ts';

/** Tags that a talk suggests, each a button that puts it on the customer. */
export function tagButtons(
  { card }: CommandContext,
  written: WrittenContact,
  { hit }: NamedCustomer,
): readonly Button[] {
  if (hit === null) return [];
  const { m, locale } = card;
  return proposeTags(`${written.content}\n${written.feedback ?? ''}`, locale)
    .slice(0, TAG_BUTTONS)
    .map((tag) => {
      const value = `${customerNumber(hit.number)} tags:"${tag}"`;
      return { action: 'customer.tag', value, label: m.contact.button.tag(tag), typed: `/customer tag ${value}` };
    });
}

/** More would push away what the answer is about. */
const TAG_BUTTONS = 2;

/** What is said about a talk besides what was recorded: how it was understood, wording, tags, the next channel. */
export async function adviceOn(
  context: CommandContext,
  written: WrittenContact,
  customer: NamedCustomer,
): Promise<readonly string[]> {
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
    ...(written.badYesNo === null ? [] : [m.contact.aims.badYesNo({ value: written.badYesNo })]),
    ...(written.readBack === false || (written.twoChannels && written.readBack === null)
      ? [m.contact.aims.notReadBack]
      : []),
    ...undatedLines(context, written),
    ...(written.isReached ? [] : await nextChannel(context, written, customer)),
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

/** C11: whoever was not reached on one channel is tried on another; their own preference first (C10). */
async function nextChannel(
  { card, services }: CommandContext,
  written: WrittenContact,
  { hit }: NamedCustomer,
): Promise<readonly string[]> {
  const people = hit === null ? [] : ((await services.customers.find(hit.number))?.people ?? []);
  const preferred = people.find((one) => one.leftAt === null && one.channel !== null)?.channel ?? null;
  const tried = written.channel === null ? [] : [written.channel];
  const { channels } = adviseChannel({
    preferred,
    urgency: 'normal',
    isFormal: false,
    industry: hit?.industry ?? null,
    reachable: [],
    inVain: tried,
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
