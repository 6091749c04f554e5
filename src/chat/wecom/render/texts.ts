/** The few sentences that a card needs on WeCom, in one language. The catalogues in i18n hold them. */
export interface RenderTexts {
  /** Behind a text that was cut, or below a card of which something is missing; `show`: the command that shows it whole. */
  cut(show: string | null): string;
  /** The same where everybody reads what is answered, or nobody hears what is typed: says where to ask. */
  cutElsewhere(show: string | null): string;
  /** The last `count` rows of a list found no room. */
  moreItems(count: number): string;
  /** The commands of `count` more buttons found no room. */
  moreTyped(count: number): string;
  /** Above commands that stand for buttons. */
  typedTitle(): string;
  /** The same where nobody hears what is typed: says where to type it. */
  typedElsewhere(): string;
  /** A button as a command. */
  typed(button: { readonly label: string; readonly typed: string }): string;
  /** A fact on a line of its own. */
  fact(fact: { readonly label: string; readonly value: string }): string;
}

/** The texts of a card among others: what it leaves out is asked for in a direct chat. */
export function amongOthers(texts: RenderTexts): RenderTexts {
  return { ...texts, cut: (show) => texts.cutElsewhere(show) };
}
