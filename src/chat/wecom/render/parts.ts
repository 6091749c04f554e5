import type { Button, Card, CardItem, Tone } from '../../card.ts';
import { isBlank, oneLine } from '../../clean-text.ts';
import { charactersOnly, cutText } from './cut.ts';
import type { Dialect } from './dialect.ts';
import { rowsSection, type Section, textSection } from './flow.ts';
import type { RenderTexts } from './texts.ts';

const SIGN_BY_TONE: Readonly<Record<Tone, string>> = { info: '🔵', good: '🟢', warn: '🟡', alarm: '🔴', muted: '⚪' };

/** The title with the sign of its tone. */
export function signedTitle({ tone, title }: Pick<Card, 'tone' | 'title'>): string {
  return `${SIGN_BY_TONE[tone]} ${isBlank(title) ? '—' : oneLine(title)}`;
}

/** The command that shows everything a card is about; `null` when none of its buttons does. */
export function showCommand({ buttons, items }: Card): string | null {
  const all = [...(buttons ?? []), ...(items ?? []).flatMap((item) => item.buttons ?? [])];
  const typed = all.find(({ action }) => action.endsWith('.show'))?.typed;
  return typed === undefined || isBlank(typed) || typed.length > 60 ? null : oneLine(typed);
}

/** What a button says as a command: its label, and what to type. */
export function typedRow(
  { label, typed }: Pick<Button, 'label' | 'typed'>,
  dialect: Dialect,
  texts: RenderTexts,
): string {
  const command = dialect.command(oneLine(typed));
  return isBlank(label) ? command : texts.typed({ label: dialect.plain(oneLine(label)), typed: command });
}

/** One row of a list on one line, with its number; its words take at most `max` characters. */
export function itemRow({ tone, title, detail }: CardItem, number: number, dialect: Dialect, max: number): string {
  const sign = tone === undefined ? '' : `${SIGN_BY_TONE[tone]} `;
  const words = [title, detail].flatMap((one) => (isBlank(one) ? [] : [oneLine(one ?? '')])).join(' · ');
  return `${number}. ${sign}${dialect.plain(cutText(words, charactersOnly(max)))}`;
}

/** People's words, our own lines, the copy text and the small print; each with its rank among the others. */
export function wordSections(card: Card, dialect: Dialect): { body: Section[]; lines: Section[]; footer: Section[] } {
  const { body, lines, hint, copy, footer } = card;
  const said = (lines ?? []).filter((line) => !isBlank(line)).map((line) => dialect.plain(line));
  return {
    body: isBlank(body) ? [] : [textSection(4, 0.3, dialect.plain(body ?? '').trim())],
    lines: [
      ...(said.length === 0 ? [] : [textSection(3, 0.4, said.join('\n'))]),
      ...(isBlank(hint) ? [] : [{ ...rowsSection(8, 0, [dialect.plain(oneLine(hint ?? ''))]), isSpare: true }]),
      ...(isBlank(copy) ? [] : [textSection(6, 0.3, dialect.plain(copy ?? '').trim())]),
    ],
    // Whole or not at all: half a command in it would be a wrong one.
    footer: isBlank(footer) ? [] : [rowsSection(7, 0.2, [dialect.plain(oneLine(footer ?? ''))])],
  };
}

/** Commands in place of buttons, as many as find room. */
export function typedSection(
  buttons: readonly Button[],
  dialect: Dialect,
  texts: RenderTexts,
  title: string,
  part: number,
): Section[] {
  const rows = buttons.filter(({ typed }) => !isBlank(typed)).map((button) => typedRow(button, dialect, texts));
  if (rows.length === 0) return [];
  return [rowsSection(1, part, rows, (count) => texts.moreTyped(count), title)];
}
