/** What a WeCom client shows in place of buttons, and what several buttons of one list are called. */

/** Commands that a text spells out, by their labels. */
export function spelledOut(text: string): ReadonlyMap<string, string> {
  const rows = [...text.matchAll(/^\s*(.+?)[：:] ?`?(\/ticket [^\n`]+)`?$/gm)];
  return new Map(rows.map(([, label = '', command = '']) => [plainLabel(label), command.trim()]));
}

/** A button of a list's row carries the number of its row, which readers of a story do not care for. */
export function plainLabel(label: string): string {
  return label.replace(/^\d+ /, '');
}
