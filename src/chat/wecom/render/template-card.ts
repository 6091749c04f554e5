import type { Button, Card, CardItem } from '../../card.ts';
import { isBlank, oneLine } from '../../clean-text.ts';
import { buttonKey } from './button-key.ts';
import { byteLength, charactersOnly, cutText } from './cut.ts';
import { CARD_DIALECT } from './dialect.ts';
import { flow, rowsSection, type Section, textSection } from './flow.ts';
import { BUTTON_STYLES, type CardLimits } from './limits.ts';
import { menuButtons, menusLeftOver } from './menus.ts';
import { itemRow, showCommand, signedTitle, typedSection, wordSections } from './parts.ts';
import type { RenderTexts } from './texts.ts';

/** A template card as the platform takes it (D/90236, D/101463). */
export interface TemplateCard {
  readonly card_type: 'button_interaction' | 'text_notice';
  readonly main_title: { readonly title: string; readonly desc?: string };
  readonly sub_title_text?: string;
  readonly horizontal_content_list?: readonly { readonly keyname: string; readonly value: string }[];
  readonly task_id: string;
  readonly button_list?: readonly { readonly text: string; readonly style: number; readonly key: string }[];
  readonly card_action?: { readonly type: 1; readonly url: string };
}

export interface TemplateOptions {
  readonly limits: CardLimits;
  /** Unique for each message; `[0-9A-Za-z_\-@]`. */
  readonly taskId: string;
  readonly texts: RenderTexts;
  /** Where a tap on a card without buttons leads: the platform demands an address for it. */
  readonly link: string;
}

/** A button with what stands on it: of a list's row, with the row's number. */
interface Placed {
  readonly button: Button;
  readonly label: string;
}

/** A row of a list, of which several have to find room in the text below the title. */
const ROW_CHARACTERS = 40;

/**
 * A card within every limit: buttons first, most useful ones as buttons and the others as commands; what finds no room
 * is cut visibly, with the command that shows the whole. Nothing in it is markup. Throws RangeError for a task id that
 * the platform would refuse.
 */
export function renderTemplateCard(card: Card, options: TemplateOptions): TemplateCard {
  const { limits, taskId, texts } = options;
  if (!/^[\w@-]+$/.test(taskId) || byteLength(taskId) > limits.taskIdBytes) {
    throw new RangeError(`task id "${taskId.slice(0, 40)}": expected 1 to ${limits.taskIdBytes} of 0-9 A-Z a-z _ - @`);
  }
  const title = signedTitle(card);
  const shown = cutText(title, charactersOnly(limits.title));
  // Of a title that is cut, what stands behind the number is what people need to know.
  const rest = shown === title ? '' : behindNumber(card.title);
  const isWhole = shown === title || (rest !== '' && rest.length <= limits.desc);
  const desc = isWhole && shown !== title ? rest : descOf(card, limits);
  const { buttons, others } = chooseButtons(card, limits);
  const facts = factRows(card, limits);
  const words = wordSections(card, CARD_DIALECT);
  const { text } = flow(
    [
      ...(isWhole ? [] : [textSection(0, 0.75, rest === '' ? oneLine(card.title) : rest)]),
      ...callSection(card),
      ...words.body,
      ...itemSection(card.items ?? [], facts.itemsShown, texts),
      ...words.lines,
      ...typedSection(others, CARD_DIALECT, texts, texts.typedTitle(), 0.4),
      ...words.footer,
    ],
    charactersOnly(limits.subTitle),
    texts.cut(showCommand(card)),
  );
  return {
    card_type: buttons.length > 0 ? 'button_interaction' : 'text_notice',
    main_title: { title: shown, ...(desc === '' ? {} : { desc }) },
    ...(text === '' ? {} : { sub_title_text: text }),
    ...(facts.rows.length === 0 ? {} : { horizontal_content_list: facts.rows }),
    task_id: taskId,
    ...(buttons.length === 0 ? { card_action: { type: 1, url: options.link } } : { button_list: buttons }),
  };
}

/** `C202611001 · First contact is due now` without the number, which the cut title has; empty where there is none. */
function behindNumber(title: string): string {
  return /^[^·]{1,20} · (.+)$/u.exec(oneLine(title))?.[1] ?? '';
}

/** The summary, where nothing below says the same at greater length; of a list it names what matters most. */
function descOf({ summary, title, body, items, lines }: Card, limits: CardLimits): string {
  const isList = (items ?? []).length > 0;
  const hasMore = !isList && (!isBlank(body) || (lines ?? []).some((line) => !isBlank(line)));
  const text = oneLine(summary);
  return hasMore || isBlank(text) || text === oneLine(title) ? '' : cutText(text, charactersOnly(limits.desc));
}

function callSection({ mentions }: Card): Section[] {
  const names = (mentions ?? []).flatMap(({ name }) => (isBlank(name) ? [] : [`@${oneLine(name)}`]));
  return names.length === 0 ? [] : [textSection(2, 0.2, names.join(' '))];
}

/** Rows of label and value: the card's facts, or where it has none the first lines of its list. */
function factRows({ facts, items }: Card, limits: CardLimits) {
  const label = (text: string) => (isBlank(text) ? '—' : cutText(oneLine(text), charactersOnly(limits.factLabel)));
  const value = (text: string) => (isBlank(text) ? '—' : cutText(oneLine(text), charactersOnly(limits.factValue)));
  if ((facts ?? []).length > 0) {
    const rows = (facts ?? []).slice(0, limits.facts);
    return { rows: rows.map((one) => ({ keyname: label(one.label), value: value(one.value) })), itemsShown: 0 };
  }
  const rows = (items ?? []).slice(0, limits.facts);
  return {
    rows: rows.map((one, at) => ({ keyname: String(at + 1), value: value(one.title) })),
    itemsShown: rows.length,
  };
}

/** What there is to say about the rows that stand as facts, then the other rows. */
function itemSection(items: readonly CardItem[], from: number, texts: RenderTexts): Section[] {
  const rows = items.flatMap((item, at) => {
    const { detail = '' } = item;
    if (at >= from) return [itemRow(item, at + 1, CARD_DIALECT, ROW_CHARACTERS)];
    return isBlank(detail) ? [] : [itemRow({ title: detail }, at + 1, CARD_DIALECT, ROW_CHARACTERS)];
  });
  return rows.length === 0 ? [] : [rowsSection(5, 0.4, rows, (count) => texts.moreItems(count))];
}

/** The card's own buttons, the primary one first, then the first button of each row; the others are typed. */
function chooseButtons(card: Card, limits: CardLimits) {
  const own = (card.buttons ?? []).map((button): Placed => ({ button, label: button.label }));
  const primary = own.filter(({ button }) => button.style === 'primary');
  const rest = own.filter(({ button }) => button.style !== 'primary');
  const ofItems = (card.items ?? []).flatMap(({ buttons }, at): Placed[] => {
    const [first] = buttons ?? [];
    return first === undefined ? [] : [{ button: first, label: `${at + 1} ${first.label}` }];
  });
  const placed = new Map<string, Placed>();
  const others: Button[] = [];
  const ofMenus = menuButtons(card.menus ?? []).map((button): Placed => ({ button, label: button.label }));
  for (const one of [...primary, ...rest, ...ofItems, ...ofMenus]) {
    const key = buttonKey(one.button);
    if (key !== null && placed.has(key)) continue;
    if (key !== null && placed.size < limits.buttons) placed.set(key, one);
    else if (!ofMenus.includes(one)) others.push({ ...one.button, label: one.label });
  }
  // A menu of which not everything found room is typed.
  others.push(...menusLeftOver(card.menus ?? [], new Set(placed.keys())));
  const buttons = [...placed].map(([key, { button, label }]) => ({
    text: isBlank(label) ? '—' : cutText(oneLine(label), charactersOnly(limits.buttonLabel)),
    style: BUTTON_STYLES[button.style ?? 'plain'],
    key,
  }));
  return { buttons, others };
}
