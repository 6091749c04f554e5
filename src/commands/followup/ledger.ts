import type { CardItem } from '../../chat/card.ts';
import { dayAndTimeText } from '../../chat/cards/context.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { hasRole } from '../../domain/people.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { LedgerRow } from '../../usecases/contact-ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { exampleOf } from '../contact/on-contact.ts';
import { showCard } from '../replies.ts';

/** A quarter: long enough to mean something, short enough to be about today. */
const SINCE_MS = 90 * DAY_MS;
const CUSTOMER_WORDS = new Set(['customers', 'customer', '客户', '按客户']);

/** 兑现: kept and broken, by person or by customer. Leads see their teams, agents themselves. */
export const ledger: Verb = {
  name: 'ledger',
  aliases: ['兑现', '兑现率', '台账'],
  takesNumber: false,
  typed: (context, rest) => {
    const words = foldWord(rest.trim()).split(/\s+/u);
    return showLedger(context, words.some((word) => CUSTOMER_WORDS.has(word)) ? 'customer' : 'person');
  },
};

async function showLedger(context: CommandContext, by: 'person' | 'customer'): Promise<Reply> {
  const { actor, card, services } = context;
  const { m, now } = card;
  const { reply } = m.contact;
  const since = now - SINCE_MS;
  const sees = !hasRole(actor, 'lead')
    ? { person: actor.ref }
    : actor.teams === 'all'
      ? {}
      : { teams: [...actor.teams], person: actor.ref };
  const rows = await services.contacts.ledger(by, { since, ...sees }, now);
  if (rows.length === 0) {
    return showCard(
      said(reply.ledgerEmpty, 'muted', [m.reply.tryThis({ example: exampleOf(context, 'followup', 'new') })]),
    );
  }
  const title = reply.ledgerTitle({ since: dayAndTimeText(card, since), by });
  return showCard({
    tone: rows.some((row) => row.broken > 0) ? 'warn' : 'good',
    title,
    summary: title,
    items: rows.map((row) => itemOf(row, by, context)),
    footer: reply.ledgerNote,
  });
}

function itemOf(row: LedgerRow, by: 'person' | 'customer', { card }: CommandContext): CardItem {
  const { reply } = card.m.contact;
  const judged = row.kept + row.broken;
  const share = judged === 0 ? '' : ` · ${reply.ledgerShare(Math.round((row.kept / judged) * 100))}`;
  return {
    tone: row.broken > 0 ? 'warn' : 'good',
    title: `${by === 'person' ? card.nameOf(row.of) : row.of}${share}`,
    detail: reply.ledgerLine(row),
  };
}
