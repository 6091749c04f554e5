import { maskText } from '../../domain/privacy/mask-text.ts';
import type { Locale } from '../../domain/vocabulary.ts';
import { messagesOf } from '../../i18n/messages.ts';
import type { Card, CardItem } from '../card.ts';

/**
 * An answer as everybody in a group may read it (K3): personal data in what people wrote is hidden, and `note` says how
 * its reader gets the whole. For surfaces that cannot answer one person alone.
 */
export function maskCard(card: Card, locale: Locale, note: string): Card {
  const { mask } = messagesOf(locale).ticket;
  let isMissed = false;
  const read = (text: string): string => {
    const shown = maskText(text, mask);
    if (shown !== text) isMissed = true;
    return shown;
  };
  const item = (one: CardItem): CardItem => ({
    ...one,
    title: read(one.title),
    ...(one.detail === undefined ? {} : { detail: read(one.detail) }),
  });
  const shown: Card = {
    ...card,
    title: read(card.title),
    summary: read(card.summary),
    ...(card.body === undefined ? {} : { body: read(card.body) }),
    ...(card.lines === undefined ? {} : { lines: card.lines.map(read) }),
    ...(card.copy === undefined ? {} : { copy: read(card.copy) }),
    ...(card.facts === undefined ? {} : { facts: card.facts.map((one) => ({ ...one, value: read(one.value) })) }),
    ...(card.items === undefined ? {} : { items: card.items.map(item) }),
    ...(card.footer === undefined ? {} : { footer: read(card.footer) }),
  };
  if (!isMissed) return card;
  return { ...shown, footer: shown.footer === undefined ? note : `${shown.footer} · ${note}` };
}
