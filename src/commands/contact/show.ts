import type { Button } from '../../chat/card.ts';
import { contactButton } from '../../chat/cards/contact/contact-buttons.ts';
import { contactCard, contactDeedText } from '../../chat/cards/contact/contact-card.ts';
import { firstWords, timeText } from '../../chat/cards/context.ts';
import type { Reply } from '../../chat/inbound.ts';
import { mayShare } from '../../domain/contact/permission.ts';
import type { ContactView } from '../../usecases/contact-ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { withClicked, withContactNumber, withVisibleContact } from './on-contact.ts';

/** Entries of the history shown, the newest ones. */
const HISTORY_SHOWN = 12;
/** Characters of a remark in the history. */
const REMARK_SHOWN = 120;

/** 查看: the talk as it is on record, its promises, and who did what and when. */
export const show: Verb = {
  name: 'show',
  aliases: ['查看', '详情', '查'],
  takesNumber: true,
  typed: (context, rest) =>
    withContactNumber(context, 'contact', 'show', rest, ({ number }) => showContact(context, number)),
  clicked: (context, value) => withClicked(context, value, ({ number }) => showContact(context, number)),
};

function showContact(context: CommandContext, number: string): Promise<Reply> {
  return withVisibleContact(context, number, async (view) => {
    const { card, services } = context;
    const { m } = card;
    const history = (await services.contacts.history(view.id)).filter(({ deed }) => deed.type !== 'noticed');
    const lines = history.slice(-HISTORY_SHOWN).map((entry) => {
      const deed = contactDeedText(entry, card);
      const { remark } = entry;
      const what = remark === null ? deed : m.view.withRemark({ what: deed, remark: firstWords(remark, REMARK_SHOWN) });
      return m.view.historyLine({ at: timeText(card, entry.at), what });
    });
    const shown = contactCard(view, card, true);
    return showCard({
      ...shown,
      lines: [...(shown.lines ?? []), m.contact.reply.history, ...lines],
      buttons: [
        ...(shown.buttons ?? []).filter((one) => one.action !== 'contact.show'),
        contactButton(m, 'why', number),
        ...shareButtons(context, view),
      ],
    });
  });
}

/** For whoever may show it to the team as a good case, or take that back (V4). */
function shareButtons({ actor, card }: CommandContext, view: ContactView): readonly Button[] {
  if (view.outcome !== 'reached' || !mayShare(actor, view)) return [];
  return [contactButton(card.m, view.shared === null ? 'share' : 'unshare', view.number)];
}
