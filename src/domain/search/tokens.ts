import { foldWord, stripUnseen } from '../intake/clean.ts';

/**
 * What texts are found by. Scripts that are written without spaces are cut into pairs of neighbours (打印, 印机), so that
 * any word in them is found whatever a dictionary knows; everything else goes by words. Nothing here depends on the
 * database's own idea of a language, so it is the same on every server.
 */

/** A piece of a text in one way of writing. */
export interface Run {
  readonly isPaired: boolean;
  readonly text: string;
}

/** A lexeme that must be there; with `isPrefix` any that begins so will do. */
export interface Need {
  readonly lexeme: string;
  readonly isPrefix: boolean;
}

const PAIRED = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}`;
const RUN = new RegExp(`([${PAIRED}]+)|((?:(?![${PAIRED}])[\\p{L}\\p{M}\\p{N}])+)`, 'gu');
/** Longer words are no words; their beginning tells them apart. */
const LONGEST_WORD = 40;
/** Shorter words are only found whole: too many begin so. */
const SHORTEST_BEGINNING = 3;
/** Different lexemes of one ticket; what is said beyond them is not found. */
const MOST_TOKENS = 4_000;

/** One spelling for searching: width, case and blanks do not count. */
export function foldText(text: string): string {
  return foldWord(stripUnseen(text)).replace(/\s+/gu, ' ').trim();
}

/** The words and unspaced stretches of a folded text, in order. */
export function runsOf(folded: string): readonly Run[] {
  return [...folded.matchAll(RUN)].map(([, paired, word = '']) =>
    paired === undefined ? { isPaired: false, text: word } : { isPaired: true, text: paired },
  );
}

/** Every lexeme of folded texts, each once. */
export function tokensOf(texts: readonly string[]): readonly string[] {
  const tokens = new Set<string>();
  for (const text of texts) {
    for (const run of runsOf(text)) {
      if (tokens.size >= MOST_TOKENS) return [...tokens];
      if (!run.isPaired) {
        tokens.add(firstCharacters(run.text));
        continue;
      }
      const characters = [...run.text];
      // The last one stands alone: every other begins a pair, so that each is found by its beginning.
      for (const [i, character] of characters.entries()) tokens.add(character + (characters[i + 1] ?? ''));
    }
  }
  return [...tokens].slice(0, MOST_TOKENS);
}

/** What a folded text must have in it to say these words; none for a text without letters and digits. */
export function needsOf(folded: string): readonly Need[] {
  return runsOf(folded).flatMap(({ isPaired, text }): readonly Need[] => {
    const characters = [...text];
    if (!isPaired) {
      const lexeme = firstCharacters(withoutPlural(text));
      return [{ lexeme, isPrefix: [...lexeme].length >= SHORTEST_BEGINNING }];
    }
    if (characters.length === 1) return [{ lexeme: text, isPrefix: true }];
    return characters.slice(1).map((character, i) => ({ lexeme: `${characters[i]}${character}`, isPrefix: false }));
  });
}

/** Whoever looks for printers looks for a printer; the other way round the beginning finds it. */
function withoutPlural(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/u.test(word) || /(?:ss|us|is)$/u.test(word)) return word;
  if (word.endsWith('ies')) return word.slice(0, -3);
  return /(?:ch|sh|x|ss)es$/u.test(word) ? word.slice(0, -2) : word.replace(/s$/u, '');
}

function firstCharacters(word: string): string {
  return word.length <= LONGEST_WORD ? word : [...word].slice(0, LONGEST_WORD).join('');
}
