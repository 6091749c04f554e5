import type { Catalogue } from '../catalogue.ts';

/**
 * What Slack makes of typed text, undone. With `should_escape` Slack writes people, channels and links as `<…>` and
 * everything a person typed as entities, so the two cannot be mixed up; they are told apart before entities are read.
 */

const LINK = /<([^<>]*)>/g;

/** The text as it was typed: `@slack:U123` for people, `#name` for channels, the address alone for links. */
export function unescapeTyped(text: string, nameOf: (userId: string) => string | null = () => null): string {
  let plain = '';
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    plain += entitiesToText(text.slice(from, match.index)) + linkToText(match[1] ?? '', nameOf);
    from = match.index + match[0].length;
  }
  return plain + entitiesToText(text.slice(from));
}

/** Slack's three entities back to characters; there are no others. */
function entitiesToText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function linkToText(link: string, nameOf: (userId: string) => string | null): string {
  const bar = link.indexOf('|');
  const target = entitiesToText(bar === -1 ? link : link.slice(0, bar));
  const label = entitiesToText(bar === -1 ? '' : link.slice(bar + 1));
  if (target.startsWith('@')) {
    const name = nameOf(target.slice(1));
    return name === null ? `@slack:${target.slice(1)}` : `@${name}`;
  }
  if (target.startsWith('#')) return `#${label || target.slice(1)}`;
  if (target.startsWith('!')) return label || `@${target.slice(1)}`;
  if (/^(mailto|tel):/.test(target)) return label || target.slice(target.indexOf(':') + 1);
  return target;
}

/** What a person's text must become before it stands in markup: then `<!channel>` calls nobody. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A command typed as a message, `/ticket new …`, `工单 …` or `／工单 …`; `null` when it names no command. */
export function parseTypedCommand(text: string, catalogue: Catalogue): { name: string; text: string } | null {
  const match = /^[\s\u3000]*[/／]?([^\s\u3000/／]+)[\s\u3000]*([^]*)$/u.exec(text);
  const word = match?.[1]?.toLowerCase();
  const command = catalogue.commands.find((each) => each.name === word || each.aliases.some((alias) => alias === word));
  return command === undefined ? null : { name: command.name, text: match?.[2] ?? '' };
}
