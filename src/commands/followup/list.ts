import type { CardItem } from '../../chat/card.ts';
import { contactButton, followUpButton } from '../../chat/cards/contact/contact-buttons.ts';
import { promiseWords } from '../../chat/cards/contact/contact-card.ts';
import { dayAndTimeText, firstWords } from '../../chat/cards/context.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { followUpNumber } from '../../domain/contact/number.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { markValue, readCommandText } from '../../domain/intake/tokenize.ts';
import { lengthText } from '../../i18n/length-text.ts';
import type { FollowUpFilter, ListedFollowUp } from '../../usecases/contact-ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { customerIdOf } from '../contact/list.ts';
import { exampleOf, quoted } from '../contact/on-contact.ts';
import { pageAt, pageMarks, pressedPage, typedPage } from '../paging.ts';
import { showCard } from '../replies.ts';

type Scope = 'mine' | 'team' | 'overdue';

const SCOPE_BY_WORD: Readonly<Record<string, Scope>> = {
  mine: 'mine',
  my: 'mine',
  我的: 'mine',
  team: 'team',
  all: 'team',
  部门: 'team',
  团队: 'team',
  overdue: 'overdue',
  late: 'overdue',
  逾期: 'overdue',
  超时: 'overdue',
};

/** 列表: open promises, soonest due first. */
export const list: Verb = {
  name: 'list',
  aliases: ['列表', '清单', 'ls'],
  takesNumber: false,
  typed: (context, rest) => {
    const line = readCommandText(rest);
    const words = foldWord(line.text).split(/\s+/u);
    const scope = words.map((word) => SCOPE_BY_WORD[word]).find((one) => one !== undefined);
    return showList(context, scope ?? 'mine', markValue(line, 'customer'), typedPage(words));
  },
  clicked: (context, value) => {
    const [scope = '', page = '1', customer = ''] = value.split('|');
    return showList(context, SCOPE_BY_WORD[scope] ?? 'mine', customer === '' ? null : customer, pressedPage(page));
  },
};

async function showList(context: CommandContext, scope: Scope, customer: string | null, page: number): Promise<Reply> {
  const { actor, card, services } = context;
  const { m, now } = card;
  const { reply, button } = m.contact;
  const customerId = await customerIdOf(context, customer);
  if (typeof customerId === 'object' && customerId !== null) return customerId;
  const seen = actor.teams === 'all' ? {} : { teams: [...actor.teams], orOf: actor.ref };
  const filter: FollowUpFilter = {
    ...(scope === 'mine' && customerId === null ? { owner: actor.ref } : seen),
    ...(scope === 'overdue' ? { overdueAt: now } : {}),
    ...(customerId === null ? {} : { customerId }),
  };
  const { followUps, total } = await services.contacts.followUps(filter, pageAt(page));
  const what = customer === null ? reply.followUps[scope] : reply.followUps.customer(customer);
  if (total === 0) {
    return showCard(
      said(reply.listEmpty({ what }), 'muted', [m.reply.tryThis({ example: exampleOf(context, 'followup', 'new') })]),
    );
  }
  const title = reply.listTitle({ what, total });
  return showCard({
    tone: followUps.some(({ followUp }) => followUp.dueAt <= now) ? 'alarm' : 'info',
    title,
    summary: title,
    items: followUps.map((one) => itemOf(one, context)),
    ...pageMarks(
      m,
      { page, total },
      {
        action: 'followup.list',
        label: button.more,
        value: (next) => `${scope}|${next}|${customer ?? ''}`,
        typed: (next) => `/followup list ${scope} ${next}${customer === null ? '' : ` customer:${quoted(customer)}`}`,
      },
    ),
  });
}

function itemOf({ contact, followUp }: ListedFollowUp, { card }: CommandContext): CardItem {
  const { m, now } = card;
  const { reply } = m.contact;
  const number = followUpNumber(contact.number, followUp.n);
  const at = dayAndTimeText(card, followUp.dueAt);
  const isLate = followUp.dueAt <= now;
  const due = isLate
    ? reply.overdue({ at, late: lengthText(m, now - followUp.dueAt) })
    : reply.due({ at, left: lengthText(m, followUp.dueAt - now) });
  return {
    tone: isLate ? 'alarm' : 'info',
    title: `${number} · ${contact.customer?.name ?? m.ticket.noCustomer} · ${firstWords(promiseWords(followUp, card), 40)}`,
    detail: `${card.nameOf(followUp.owner)} · ${due}`,
    buttons: [
      followUpButton(m, 'done', number),
      followUpButton(m, 'snooze', number),
      contactButton(m, 'show', contact.number),
    ],
  };
}
