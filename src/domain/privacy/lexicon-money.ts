/** Amounts as people write them: ¥300,000 · 30万 · 5 千元 · 2.5 million · 12k; a number of things of that size goes too. */
const AMOUNT =
  /[¥￥$€£]\s?\d[\d,，.]*(?:\s?[百千万亿kKmM]+)?(?:元|块)?|\d[\d,，.]*\s?(?:[百千万亿]+(?:元|块钱?|人民币|美元|港币|欧元)?|(?:元|块钱|人民币|美元|港币|欧元)|(?:rmb|cny|usd|eur|yuan|dollars?|euros?|k|m|thousand|million|billion)\b)/giu;

/** A figure right after a word for somebody's money. */
const NAMED =
  /((?:营收|营业额|年收入|收入|利润|负债|现金流|欠款|工资|薪资|注册资本|授信|预算|revenue|profit|debt|cash ?flow|salary|turnover|budget)[^\d\n]{0,12})\d[\d,，.]*%?/giu;

/** The text with every amount of money replaced: what others may learn from a talk is not what it cost (K3). */
export function maskMoney(text: string, word: string): string {
  return text.replace(AMOUNT, word).replace(NAMED, (_, before: string) => `${before}${word}`);
}
