import { customerButton } from '../../chat/cards/customer-buttons.ts';
import type { Reply } from '../../chat/inbound.ts';
import { readTier } from '../../domain/customer/read-profile.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { STAGES } from '../../domain/vocabulary.ts';
import { messagesOf } from '../../i18n/messages.ts';
import type { CustomerFilter } from '../../usecases/customers/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { pageAt, pageMarks, pressedPage, typedPage } from '../paging.ts';
import { showCard } from '../replies.ts';
import { hitItem } from './answers.ts';

/** Which customers, as typed and as told. */
export interface CustomerScope {
  readonly word: string;
  readonly filter: CustomerFilter;
  readonly what: string;
}

/** 列表: whoever matters most first, a page at a time. */
export const list: Verb = {
  name: 'list',
  aliases: ['列表', '清单', 'ls'],
  takesNumber: false,
  typed: (context, rest) => {
    const words = rest.split(/\s+/u).filter((word) => word !== '');
    return showList(context, scopeOf(context, words), typedPage(words));
  },
  clicked: (context, value) => {
    const [word = '', page = '1'] = value.split('|');
    return showList(context, scopeOf(context, [word]), pressedPage(page));
  },
};

const MINE = new Set(['mine', 'my', '我的']);
const VIP = new Set(['vip']);
const VALUE = new Set(['value', 'high-value', '高价值']);

/** Reads which customers are meant; all of them when no word says so. */
export function scopeOf({ actor, card }: CommandContext, words: readonly string[]): CustomerScope {
  const { scope } = card.m.customer.reply;
  for (const written of words) {
    const word = foldWord(written);
    if (MINE.has(word)) return { word: 'mine', filter: { of: actor.ref }, what: scope.mine };
    if (VIP.has(word)) return { word: 'vip', filter: { isVip: true }, what: scope.vip };
    if (VALUE.has(word)) return { word: 'value', filter: { isHighValue: true }, what: scope.value };
    if (/^[#＃]./u.test(written)) {
      const tag = written.slice(1);
      return { word: `#${tag}`, filter: { tag: foldWord(tag) }, what: scope.tag(tag) };
    }
    const tier = readTier(word);
    if (tier !== null) return { word: tier, filter: { tier }, what: scope.tier(card.m.customer.tier(tier)) };
    const stage = STAGES.find((one) =>
      [one, messagesOf('zh-CN').customer.stage(one), messagesOf('en').customer.stage(one)].map(foldWord).includes(word),
    );
    if (stage !== undefined) return { word: stage, filter: { stage }, what: card.m.customer.stage(stage) };
  }
  return { word: 'all', filter: {}, what: scope.all };
}

async function showList(context: CommandContext, { word, filter, what }: CustomerScope, page: number): Promise<Reply> {
  const { m } = context.card;
  const { reply, button } = m.customer;
  const { customers, total } = await context.services.customers.list(filter, pageAt(page));
  if (total === 0) {
    const title = reply.listEmpty(what);
    const lines = [m.reply.tryThis({ example: m.customer.help.verb.new.example })];
    return showCard({ tone: 'muted', title, summary: title, lines });
  }
  const title = reply.list({ what, total });
  return showCard({
    tone: 'info',
    title,
    summary: title,
    items: customers.map((one) => hitItem(context.card, one, [customerButton(m, 'show', one.number)])),
    ...pageMarks(
      m,
      { page, total },
      {
        action: 'customer.list',
        label: button.more,
        value: (next) => `${word}|${next}`,
        typed: (next) => `/customer list ${word} ${next}`,
      },
    ),
  });
}
