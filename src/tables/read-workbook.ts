import { type CellObject, read, type WorkSheet } from '@e965/xlsx';
import { isDayFormat, numberText } from './cell-text.ts';

/**
 * The cells of a workbook's first sheet with cells in it, as text: of a formula its result, of a day `YYYY-MM-DD`, of merged
 * cells the one value in each of them.
 */
export function readWorkbook(bytes: Buffer, cellMax: number): string[][] {
  const book = read(bytes, { dense: true, cellFormula: false, cellHTML: false, cellText: false, cellNF: true });
  const is1904 = book.Workbook?.WBProps?.date1904 === true;
  const sheet = book.SheetNames.map((name) => book.Sheets[name]).find((one) => one?.['!ref'] !== undefined);
  if (sheet === undefined) return [];
  const data: (CellObject | undefined)[][] = (sheet['!data'] as (CellObject | undefined)[][] | undefined) ?? [];
  const rows: string[][] = [];
  for (let i = 0; i < data.length; i += 1) {
    // The row's own objects go as its texts come: both at once would be twice the table.
    rows.push((data[i] ?? []).map((cell) => textOf(cell, is1904, cellMax)));
    data[i] = [];
  }
  fillMerged(sheet, rows);
  return rows;
}

function textOf(cell: CellObject | undefined, is1904: boolean, cellMax: number): string {
  if (cell === undefined || cell.v === undefined || cell.t === 'e' || cell.t === 'z') return '';
  const { v, z } = cell;
  if (v instanceof Date) return v.toISOString().slice(0, 10);
  if (typeof v === 'number') return numberText(v, typeof z === 'string' && isDayFormat(-1, z), is1904);
  const text = String(v);
  return text.length > cellMax ? text.slice(0, cellMax) : text;
}

function fillMerged(sheet: WorkSheet, rows: string[][]): void {
  for (const { s, e } of sheet['!merges'] ?? []) {
    const value = rows[s.r]?.[s.c] ?? '';
    if (value === '') continue;
    for (let r = s.r; r <= Math.min(e.r, rows.length - 1); r += 1) {
      const row = rows[r];
      if (row === undefined) continue;
      for (let c = s.c; c <= Math.min(e.c, s.c + 200); c += 1) row[c] = value;
    }
  }
}
