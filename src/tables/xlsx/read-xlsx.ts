import type { TableRow } from '../../domain/customer/import-table.ts';
import { isDayFormat, numberText } from '../cell-text.ts';
import { readXml, type XmlEvents } from './xml-events.ts';
import { NotAZip, openZip, type Zip } from './zip-entries.ts';

/** A workbook's first sheet, row by row. What is held are its distinct texts, never its cells. */
export interface Workbook {
  rows(): AsyncGenerator<TableRow>;
}

interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  value: string;
}

/** Columns further right hold nothing that a table of ours has. */
const COLUMNS_MAX = 200;

/** Opens a workbook (.xlsx, .xlsm). Throws NotAZip for what is none. */
export async function openXlsx(file: string, cellMax: number): Promise<Workbook> {
  const zip = await openZip(file);
  const { sheet, is1904 } = await findSheet(zip);
  const texts = await readTexts(zip, cellMax);
  const days = await readDayStyles(zip);
  const merges = await readMerges(zip, sheet);
  return {
    async *rows() {
      const rows: TableRow[] = [];
      const events = rowReader({ texts, days, is1904, cellMax, merges, push: (row) => rows.push(row) });
      const parts = readXml(await partOf(zip, sheet), events);
      while (!(await parts.next()).done) yield* rows.splice(0);
      yield* rows;
    },
  };
}

async function partOf(zip: Zip, name: string) {
  const stream = await zip.stream(name);
  if (stream === null) throw new NotAZip(`no part ${name}`);
  return stream;
}

async function readAll(zip: Zip, name: string, events: Partial<XmlEvents>): Promise<void> {
  const stream = await zip.stream(name);
  if (stream === null) return;
  const all: XmlEvents = { open: () => undefined, text: () => undefined, close: () => undefined, ...events };
  const parts = readXml(stream, all);
  while (!(await parts.next()).done);
}

/** The first sheet that people see, by the workbook's own order, and from when its days count. */
async function findSheet(zip: Zip): Promise<{ readonly sheet: string; readonly is1904: boolean }> {
  let relation: string | null = null;
  let is1904 = false;
  await readAll(zip, 'xl/workbook.xml', {
    open(name, attribute) {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attribute('date1904') ?? '');
      if (name === 'sheet' && relation === null && (attribute('state') ?? 'visible') === 'visible')
        relation = attribute('r:id');
    },
  });
  let target: string | null = null;
  await readAll(zip, 'xl/_rels/workbook.xml.rels', {
    open(name, attribute) {
      if (name === 'Relationship' && attribute('Id') === relation) target = attribute('Target');
    },
  });
  const path: string = target ?? 'worksheets/sheet1.xml';
  return { sheet: path.startsWith('/') ? path.slice(1) : `xl/${path}`, is1904 };
}

/** The texts that cells point at; how they are to be pronounced is left out. */
async function readTexts(zip: Zip, cellMax: number): Promise<readonly string[]> {
  const texts: string[] = [];
  let text = '';
  let isText = false;
  let isSound = false;
  await readAll(zip, 'xl/sharedStrings.xml', {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') isSound = true;
      if (name === 't') isText = true;
    },
    text(part) {
      if (isText && !isSound && text.length < cellMax) text += part;
    },
    close(name) {
      if (name === 't') isText = false;
      if (name === 'rPh') isSound = false;
      // A copy: a piece would hold on to the whole chunk that it was cut from.
      if (name === 'si') texts.push(Buffer.from(text.slice(0, cellMax)).toString());
    },
  });
  return texts;
}

/** Which cell styles show days. */
async function readDayStyles(zip: Zip): Promise<ReadonlySet<number>> {
  const codes = new Map<number, string>();
  const days = new Set<number>();
  let isCells = false;
  let nth = 0;
  await readAll(zip, 'xl/styles.xml', {
    open(name, attribute) {
      if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
      if (name === 'cellXfs') isCells = true;
      if (name !== 'xf' || !isCells) return;
      const id = Number(attribute('numFmtId') ?? 0);
      if (isDayFormat(id, codes.get(id) ?? null)) days.add(nth);
      nth += 1;
    },
    close(name) {
      if (name === 'cellXfs') isCells = false;
    },
  });
  return days;
}

/** They stand behind the cells, so the sheet is read through once for them. */
async function readMerges(zip: Zip, sheet: string): Promise<readonly Merge[]> {
  const merges: Merge[] = [];
  await readAll(zip, sheet, {
    open(name, attribute) {
      if (name !== 'mergeCell') return;
      const [from, to] = (attribute('ref') ?? '').split(':', 2).map(placeOf);
      if (from && to)
        merges.push({
          top: from.row,
          left: from.column,
          bottom: to.row,
          right: Math.min(to.column, COLUMNS_MAX),
          value: '',
        });
    },
  });
  return merges.toSorted((a, b) => a.top - b.top);
}

/** `C3` is row 3, column 2. */
function placeOf(reference: string): { readonly row: number; readonly column: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/u.exec(reference);
  if (match === null) return null;
  const column = [...(match[1] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(match[2]), column };
}

interface RowReading {
  readonly texts: readonly string[];
  readonly days: ReadonlySet<number>;
  readonly is1904: boolean;
  readonly cellMax: number;
  readonly merges: readonly Merge[];
  readonly push: (row: TableRow) => void;
}

function rowReader({ texts, days, is1904, cellMax, merges, push }: RowReading): XmlEvents {
  let line = 0;
  let cells: string[] = [];
  let column = -1;
  let type = 'n';
  let style = 0;
  let value = '';
  let isValue = false;
  /** Merges that may still reach this row; those above are behind us for good. */
  let nextMerge = 0;
  let reaching: Merge[] = [];

  function text(): string {
    switch (type) {
      case 's':
        return texts[Number(value)] ?? '';
      case 'e':
        return '';
      case 'n':
      case '': {
        const number = Number(value);
        return value.trim() === '' || !Number.isFinite(number) ? '' : numberText(number, days.has(style), is1904);
      }
      default:
        return value.slice(0, cellMax);
    }
  }

  function fillMerged(): void {
    while ((merges[nextMerge]?.top ?? Number.POSITIVE_INFINITY) <= line) {
      const merge = merges[nextMerge];
      if (merge !== undefined) reaching.push(merge);
      nextMerge += 1;
    }
    reaching = reaching.filter((merge) => merge.bottom >= line);
    for (const merge of reaching) {
      if (merge.top === line) merge.value = cells[merge.left] ?? '';
      if (merge.value === '') continue;
      for (let at = merge.left; at <= merge.right; at += 1) cells[at] = merge.value;
    }
  }

  return {
    open(name, attribute) {
      if (name === 'row') {
        line = Number(attribute('r') ?? line + 1);
        cells = [];
        column = -1;
      } else if (name === 'c') {
        column = placeOf(attribute('r') ?? '')?.column ?? column + 1;
        type = attribute('t') ?? 'n';
        style = Number(attribute('s') ?? 0);
        value = '';
      } else if (name === 'v' || name === 't') isValue = true;
    },
    text(part) {
      if (isValue && value.length < cellMax) value += part;
    },
    close(name) {
      if (name === 'v' || name === 't') isValue = false;
      else if (name === 'c' && column <= COLUMNS_MAX && value !== '') {
        while (cells.length < column) cells.push('');
        cells[column] = text();
      } else if (name === 'row') {
        fillMerged();
        push({ line, cells: Array.from(cells, (cell) => cell ?? '') });
      }
    },
  };
}
