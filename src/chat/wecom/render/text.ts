import type { Card } from '../../card.ts';
import { isBlank, oneLine } from '../../clean-text.ts';
import { bytesOnly, charactersOnly, cutText, fits, type Room } from './cut.ts';
import { type Dialect, MARKDOWN_DIALECT, mentionTag, TEXT_DIALECT } from './dialect.ts';
import { flow, rowsSection, type Section, textSection, type Written } from './flow.ts';
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

/** The same with the title in bold and the commands set apart. Nothing that people wrote becomes markup or calls anybody. */
export function renderMarkdown(card: Card, options: TextOptions): string {
  return render(card, options, MARKDOWN_DIALECT);
}

function render(card: Card, options: TextOptions, dialect: Dialect): string {
  const { texts } = options;
  const words = wordSections(card, dialect);
  const show = showCommand(card);
  const typedTitle = options.hears ? texts.typedTitle() : texts.typedElsewhere();
  const sections = [
    titleSection(card, dialect),
    ...callSection(card, options.calls, dialect),
    ...words.body,
    ...factSection(card, dialect, texts),
    ...itemSection(card, dialect, texts),
    ...words.lines,
    ...typedSection(card.buttons ?? [], dialect, texts, typedTitle, 0.4),
    ...words.footer,
  ];
  return flow(sections, bytesOnly(options.maxBytes), texts.cut(show === null ? null : dialect.command(show))).text;
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
function itemSection({ items }: Card, dialect: Dialect, texts: RenderTexts): Section[] {
  const rows = (items ?? []).map((item, at) =>
    [
      itemRow(item, at + 1, dialect, ROW_CHARACTERS),
      ...(item.buttons ?? [])
        .filter(({ typed }) => !isBlank(typed))
        .map((one) => `   ${typedRow(one, dialect, texts)}`),
    ].join('\n'),
  );
  return rows.length === 0 ? [] : [rowsSection(5, 0.6, rows, (count) => texts.moreItems(count))];
}
