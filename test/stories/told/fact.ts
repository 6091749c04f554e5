/** A fact of a card, as a line or a row: its label, and what stands beside it. */
export function fact(label: string, value: string): RegExp {
  return new RegExp(`${label}[\\s：:]+${value}`);
}
