/**
 * Text made uniform before the grammar sees it: half-width, lower case, simplified date characters, and no space beside a
 * Chinese character (`下 周三` and `3 个 工作日` are typed daily). Every kept character remembers where it came from, so
 * that the rest of a free text can be cut from the original.
 */
export interface Script {
  readonly text: string;
  /** Index in the original of each character of `text`. */
  readonly origins: readonly number[];
}

const SIMPLIFIED: Readonly<Record<string, string>> = {
  週: '周',
  點: '点',
  鐘: '钟',
  鍾: '钟',
  個: '个',
  後: '后',
  兩: '两',
  號: '号',
  禮: '礼',
  內: '内',
  時: '时',
  現: '现',
  這: '这',
  過: '过',
  間: '间',
  會: '会',
  剛: '刚',
  纔: '才',
  淩: '凌',
  兒: '儿',
  來: '来',
  遲: '迟',
};
const CHINESE = /[〇\u3400-\u9fff]/;
const SPACE = /\s/;

/** Whether a character is a Chinese one. */
export function isChinese(char: string | undefined): boolean {
  return char !== undefined && CHINESE.test(char);
}

/** Makes a text uniform, character for character. */
export function scriptOf(original: string): Script {
  let text = '';
  const origins: number[] = [];
  let spaceAt = -1;
  for (let index = 0; index < original.length; index += 1) {
    const char = uniform(original.charAt(index));
    if (SPACE.test(char)) {
      if (text !== '' && spaceAt < 0) spaceAt = index;
      continue;
    }
    if (spaceAt >= 0 && !isChinese(text.at(-1)) && !isChinese(char)) {
      text += ' ';
      origins.push(spaceAt);
    }
    spaceAt = -1;
    text += char;
    origins.push(index);
  }
  return { text, origins };
}

function uniform(char: string): string {
  const code = char.charCodeAt(0);
  const half = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : char;
  if (half >= 'A' && half <= 'Z') return half.toLowerCase();
  return SIMPLIFIED[half] ?? half;
}

/** Something recognised: its value, and where the text goes on. */
export interface Hit<T> {
  readonly end: number;
  readonly value: T;
}

/** Recognises one form at one place; `null` when it is not there. */
export type Rule<T> = (text: string, at: number) => Hit<T> | null;

/** The captures of a rule's pattern; a capture that took no part is an empty string. */
export type Captures = (index: number) => string;

/**
 * A rule from a pattern. Patterns are bounded (no nested repetition), so a rule looks at a few characters only;
 * `build` returns `null` when the words fit but the value makes no sense.
 */
export function rule<T>(source: string, build: (capture: Captures) => T | null): Rule<T> {
  const pattern = new RegExp(source, 'y');
  return (text, at) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return null;
    const value = build((index) => match[index] ?? '');
    return value === null ? null : { end: at + match[0].length, value };
  };
}

/** A rule for words that only stand beside others, and say nothing by themselves. */
export function sign(source: string): Rule<true> {
  return rule(source, () => true);
}

/** Every form that is recognised at one place, in the order of the rules. */
export function hitsOf<T>(rules: readonly Rule<T>[], text: string, at: number): Hit<T>[] {
  return rules.map((recognise) => recognise(text, at)).filter((hit) => hit !== null);
}
