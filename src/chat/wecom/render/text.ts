import type { Card, CardItem } from '../../card.ts';
import { isBlank, oneLine } from '../../clean-text.ts';
import { bytesOnly, charactersOnly, cutText, fits, type Room } from './cut.ts';
import { type Dialect, MARKDOWN_DIALECT, mentionTag, TEXT_DIALECT } from './dialect.ts';
import { flow, rowsSection, type Section, textSection, type Written } from './flow.ts';
import { typedMenus } from './menus.ts';
import { itemRow, showCommand, signedTitle, typedRow, typedSection, wordSections } from './parts.ts';
import type { RenderTexts } from './texts.ts';

export interface TextOptions {
  /** Most bytes of UTF-8. */
  readonly maxBytes: number;
  readonly texts: RenderTexts;
  /** Mentions call people (`<@id>`); otherwise their names are written. */
  readonly calls: boolean;
  /** What is typed in this conversation is heard by the bot. */
  readonly hears: boolean;
}

const MAX_CALLS = 20;
const FACT_CHARACTERS = 200;
/** A row of a list is one line; nobody reads more of it on a telephone. */
const ROW_CHARACTERS = 200;

/** A card as a plain text message, every button as the command to type; cut visibly within its bytes. */
export function renderText(card: Card, options: TextOptions): string {
  return render(card, options, TEXT_DIALECT);
}

/** Texts that one answer may consist of; what is beyond is cut visibly. */
const PARTS = 4;

/** A long list or history as several texts, each of which is whole: on a telephone nobody can ask for the rest. */
export function renderTextParts(card: Card, options: TextOptions): readonly string[] {
  const parts: string[] = [];
  let rest: Rest = { card, firstNumber: 1 };
  while (parts.length < PARTS - 1) {
    const { text, isWhole } = write(rest.card, options, TEXT_DIALECT, rest.firstNumber);
    if (isWhole) return [...parts, text];
    const split = splitCard(rest, options);
    if (split === null) break;
    parts.push(split.text);
    rest = split.rest;
  }
  return [...parts, write(rest.card, options, TEXT_DIALECT, rest.firstNumber).text];
}

/** What is still to be said, and the number of its first row. */
interface Rest {
  readonly card: Card;
  readonly firstNumber: number;
}

/** As many rows, or else lines, as find room with what stands above them; `null` when not one does. */
function splitCard({ card, firstNumber }: Rest, options: TextOptions): { text: string; rest: Rest } | null {
  const { items = [], lines = [], copy: _copy, footer: _footer, ...head } = card;
  const { tone, title, summary } = card;
  const isList = items.length > 0;
  const rows = isList ? items.length : lines.length;
  for (let count = rows - (isList && lines.length > 0 ? 0 : 1); count > 0; count -= 1) {
    const first: Card = { ...head, ...(isList ? { items: items.slice(0, count) } : { lines: lines.slice(0, count) }) };
    const { text, isWhole } = write(first, options, TEXT_DIALECT, firstNumber);
    if (!isWhole) continue;
    const { copy, footer } = card;
    const left: Card = {
      ...{ tone, title, summary, items: items.slice(count), lines: isList ? lines : lines.slice(count) },
      ...(copy === undefined ? {} : { copy }),
      ...(footer === undefined ? {} : { footer }),
    };
    return { text, rest: { card: left, firstNumber: firstNumber + (isList ? count : 0) } };
  }
  return null;
}

/** The same with the title in bold and the commands set apart. Nothing that people wrote becomes markup or calls anybody. */
export function renderMarkdown(card: Card, options: TextOptions): string {
  return render(card, options, MARKDOWN_DIALECT);
}

function render(card: Card, options: TextOptions, dialect: Dialect): string {
  return write(card, options, dialect, 1).text;
}

function write(card: Card, options: TextOptions, dialect: Dialect, firstNumber: number): Written {
  const { texts } = options;
  const words = wordSections(card, dialect);
  const show = showCommand(card);
  const typedTitle = options.hears ? texts.typedTitle() : texts.typedElsewhere();
  const sections = [
    titleSection(card, dialect),
    ...callSection(card, options.calls, dialect),
    ...words.body,
    ...factSection(card, dialect, texts),
    ...itemSection(card, dialect, texts, firstNumber),
    ...words.lines,
    ...typedSection([...(card.buttons ?? []), ...typedMenus(card.menus ?? [])], dialect, texts, typedTitle, 0.4),
    ...words.footer,
  ];
  const command = show === null ? null : dialect.command(show);
  const note = options.hears ? texts.cut(command) : texts.cutElsewhere(command);
  return flow(sections, bytesOnly(options.maxBytes), note);
}

/** Cut before it is made bold: half a pair of stars would be shown as stars. */
function titleSection(card: Card, dialect: Dialect): Section {
  const title = signedTitle(card);
  const short = cutText(title, charactersOnly(200));
  const text = dialect.bold(short);
  return {
    rank: 0,
    share: 0.5,
    write: (room) => {
      const section = textSection(0, 1, text).write(room);
      return section.isWhole ? { text, isWhole: short === title } : textSection(0, 1, dialect.plain(short)).write(room);
    },
  };
}

function callSection({ mentions }: Card, calls: boolean, dialect: Dialect): Section[] {
  const named = (mentions ?? []).slice(0, MAX_CALLS).flatMap(({ id, name }) => {
    const tag = calls ? mentionTag(id) : null;
    if (tag !== null) return [tag];
    return isBlank(name) ? [] : [`@${dialect.plain(cutText(oneLine(name), charactersOnly(40)))}`];
  });
  // Half a tag would be shown as it is: each stands or falls whole.
  return named.length === 0 ? [] : [{ rank: 2, share: 0.3, write: (room) => wholeWords(named, room) }];
}

function wholeWords(words: readonly string[], room: Room): Written {
  for (let count = words.length; count > 0; count -= 1) {
    const text = words.slice(0, count).join(' ');
    if (fits(text, room)) return { text, isWhole: count === words.length };
  }
  return { text: '', isWhole: false };
}

function factSection({ facts }: Card, dialect: Dialect, texts: RenderTexts): Section[] {
  const rows = (facts ?? []).map(({ label, value }) => {
    const shown = isBlank(value) ? '—' : cutText(oneLine(value), charactersOnly(FACT_CHARACTERS));
    return texts.fact({
      label: dialect.plain(cutText(oneLine(label), charactersOnly(40))),
      value: dialect.plain(shown),
    });
  });
  return rows.length === 0 ? [] : [rowsSection(5, 0.5, rows)];
}

/** Each row of a list with its commands below it. */
function itemSection({ items }: Card, dialect: Dialect, texts: RenderTexts, firstNumber: number): Section[] {
  const rows = (items ?? []).map((item, at) =>
    [
      ...itemRows(item, firstNumber + at, dialect),
      ...(item.buttons ?? [])
        .filter(({ typed }) => !isBlank(typed))
        .map((one) => `   ${typedRow(one, dialect, texts)}`),
    ].join('\n'),
  );
  return rows.length === 0 ? [] : [rowsSection(5, 0.6, rows, (count) => texts.moreItems(count))];
}

/** What is told on several lines stays on several lines. */
function itemRows({ tone, title, detail = '' }: CardItem, number: number, dialect: Dialect): string[] {
  const lines = detail.split('\n').filter((line) => !isBlank(line));
  const sign = tone === undefined ? {} : { tone };
  if (lines.length < 2) return [itemRow({ ...sign, title, detail }, number, dialect, ROW_CHARACTERS)];
  return [
    itemRow({ ...sign, title }, number, dialect, ROW_CHARACTERS),
    ...lines.map((line) => `   ${dialect.plain(cutText(oneLine(line), charactersOnly(ROW_CHARACTERS)))}`),
  ];
}
