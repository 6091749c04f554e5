/** What a reader sees of our own markup, which is regular: one line for each text, buttons left out. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** Escaped text as it is read. */
export function unescapeMarkup(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** The visible text. What is hidden from the eye and what folds the same text twice is left out. */
export function pageText(markup: string): string {
  const seen = markup
    .replaceAll(/<summary>[^]*?<\/summary>/g, '')
    .replaceAll(/<(button|option|script|style)\b[^]*?<\/\1>/g, '')
    .replaceAll(/<span class="sr-only">[^<]*<\/span>/g, '');
  const lines = seen.replaceAll(/<\/(p|h\d|div|li|dd|label|header|section)>/g, '\n').replaceAll(/<dd\b/g, '  <dd');
  return unescapeMarkup(lines.replaceAll(/<[^>]*>/g, ''))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Values of a tag's attributes. */
export function attributesOf(tag: string): Readonly<Record<string, string>> {
  const pairs = [...tag.matchAll(/\s([\w-]+)(?:="([^"]*)")?/g)];
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, unescapeMarkup(value)]));
}

/** A field of a form: its value, and of a choice what can be chosen, by label. */
export interface PageField {
  readonly name: string;
  readonly value: string;
  readonly choices: ReadonlyMap<string, string> | null;
}

/** The fields of a form, top to bottom. */
export function fieldsOf(markup: string): readonly PageField[] {
  const controls = markup.matchAll(/<(select|textarea)\b([^>]*)>([^]*?)<\/\1>|<input\b([^>]*)>/g);
  return [...controls].map(([, kind, tag = '', inner = '', inputTag]) => {
    const attributes = attributesOf(` ${inputTag ?? tag}`);
    const name = attributes['name'] ?? '';
    if (kind === undefined) return { name, value: attributes['value'] ?? '', choices: null };
    if (kind === 'textarea') return { name, value: unescapeMarkup(inner.replace(/^\n/, '')), choices: null };
    const options = [...inner.matchAll(/<option([^>]*)>([^<]*)<\/option>/g)].map(([, attrs = '', label = '']) => ({
      label: unescapeMarkup(label),
      attributes: attributesOf(attrs),
    }));
    const chosen = options.find((each) => 'selected' in each.attributes) ?? options[0];
    return {
      name,
      value: chosen?.attributes['value'] ?? '',
      choices: new Map(options.map((each) => [each.label, each.attributes['value'] ?? ''])),
    };
  });
}

/** Types into fields as a person would; names fields and choices that do not exist. Empty fields are left out. */
export function typeIntoFields(
  fields: readonly PageField[],
  typed: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const unknown = Object.keys(typed).filter((name) => !fields.some((field) => field.name === name));
  if (unknown.length > 0) throw new Error(`the form has no field ${unknown.join(', ')}`);
  const values = fields.map(({ name, value, choices }): [string, string] => {
    const wanted = typed[name];
    if (wanted === undefined || choices === null) return [name, wanted ?? value];
    const choice = choices.get(wanted) ?? [...choices.values()].find((each) => each === wanted);
    if (choice === undefined) throw new Error(`field ${name} has no choice ${wanted}`);
    return [name, choice];
  });
  return Object.fromEntries(values.filter(([, value]) => value !== ''));
}
