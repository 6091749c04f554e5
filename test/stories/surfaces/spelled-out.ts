import type { Filled } from '../telling/surface.ts';

/** What a WeCom client shows in place of buttons, and what several buttons of one list are called. */

/** Commands that a text spells out, by their labels. */
export function spelledOut(text: string): ReadonlyMap<string, string> {
  const rows = [...text.matchAll(/^\s*(.+?)[：:] ?`?(\/(?:ticket|care) [^\n`]+)`?$/gm)];
  return new Map(rows.map(([, label = '', command = '']) => [plainLabel(label), command.trim()]));
}

/** Whether what somebody fills in can be chosen in the drop-down lists of a card. */
export function suffices(selects: ReadonlyMap<string, readonly string[]>, values: Filled): boolean {
  return selects.size > 0 && Object.keys(values).every((name) => selects.has(name));
}

/** A button of a list's row carries the number of its row, which readers of a story do not care for. */
export function plainLabel(label: string): string {
  return label.replace(/^\d+ /, '');
}
