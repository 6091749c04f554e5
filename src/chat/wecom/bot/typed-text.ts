import type { Catalogue } from '../../catalogue.ts';
import { cleanText } from '../../clean-text.ts';

/** What somebody typed to the bot: a command with what follows it, or words that are none. */
export interface Typed {
  readonly command: { readonly name: string; readonly text: string } | null;
}

/** Reads what is typed to one bot; learns meanwhile what the bot is called, which the platform does not say. */
export interface TypedReader {
  read(message: { readonly text: string; readonly quote: string | null; readonly isGroup: boolean }): Typed;
}

export interface TypedDeps {
  readonly catalogue: Catalogue;
  /** Somebody is called so: then a mention is theirs. */
  readonly isPerson: (name: string) => boolean;
}

/**
 * A mention ends at a blank; clients put one of their own behind it. Behind a letter or a digit an at sign belongs to an
 * e-mail address.
 */
const MENTION = /(?<![A-Za-z0-9._%+-])@([^\s@]{1,64})\s?/gu;

/** How clients that know no quotes write one: the words in brackets, a dashed line, then what is new. */
const QUOTED = /^\s*[「“"]([^]*?)[」”"]\s*\n[ \t]*[-—–_ ]{5,}[ \t]*\n/u;
/** Who is quoted, at the head of such a quote. */
const QUOTED_NAME = /^[^\n：:]{1,30}[：:]\s*/u;

export function createTypedReader(deps: TypedDeps): TypedReader {
  /** What the bot may be called, from what every message to it in a group had in common; `null`: nothing heard yet. */
  let candidates: ReadonlySet<string> | null = null;

  /** Of those who are mentioned, the bot itself; `null` when it is not among them. */
  function ownName(names: readonly string[]): string | null {
    const strangers = [...new Set(names.filter((name) => !deps.isPerson(name)))];
    if (strangers.length === 0) return null;
    const common = strangers.filter((name) => candidates?.has(name) ?? true);
    // Nothing in common with before: it was renamed.
    candidates = new Set(common.length === 0 ? strangers : common);
    return strangers.find((name) => candidates?.has(name)) ?? null;
  }

  return {
    read({ text, quote, isGroup }) {
      const said = takeQuote(cleanText(text));
      const names = [...said.text.matchAll(MENTION)].map((match) => match[1] ?? '');
      // In a talk with one person nobody has to call the bot, and whoever is called is somebody else.
      const own = isGroup ? ownName(names) : (names.find((name) => candidates?.has(name)) ?? null);
      const addressed = own === null ? said.text : withoutMention(said.text, own);
      const command = parseCommand(peopleLast(addressed), deps.catalogue);
      if (command === null) return { command: null };
      const quoted = cleanText(quote ?? said.quote ?? '').trim();
      // A command alone below somebody's words is about these words.
      return { command: command.text.trim() === '' && quoted !== '' ? { ...command, text: quoted } : command };
    },
  };
}

function takeQuote(text: string): { text: string; quote: string | null } {
  const match = QUOTED.exec(text);
  if (match === null) return { text, quote: null };
  return { text: text.slice(match[0].length), quote: (match[1] ?? '').replace(QUOTED_NAME, '') };
}

function withoutMention(text: string, own: string): string {
  return text.replace(MENTION, (found, name: string) => (name === own ? '' : found));
}

/** People who are called before the command belong behind it, where commands look for them. */
function peopleLast(text: string): string {
  const [head = ''] = /^(?:\s*@[^\s@]{1,64})+(?=\s+\S)/u.exec(text) ?? [];
  return head === '' ? text : `${text.slice(head.length).trimEnd()} ${head.trim()}`;
}

/** A command typed as a message, `/ticket new …`, `工单 …` or `／工单 …`; `null` when it names no command. */
export function parseCommand(text: string, catalogue: Catalogue): { name: string; text: string } | null {
  const match = /^\s*[/／]?\s*([^\s/／]+)\s*([^]*)$/u.exec(text);
  const word = match?.[1]?.toLowerCase();
  const command = catalogue.commands.find((each) => each.name === word || each.aliases.some((alias) => alias === word));
  return command === undefined ? null : { name: command.name, text: match?.[2] ?? '' };
}
