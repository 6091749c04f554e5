import type { Readable } from 'node:stream';

/** What a reader of XML is told, in order. `name` is without its prefix. */
export interface XmlEvents {
  open(name: string, attribute: (name: string) => string | null): void;
  text(text: string): void;
  close(name: string): void;
}

/** A tag or a text longer than this belongs to no workbook. */
const LONGEST = 32 * 1024 * 1024;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Reads XML as it comes, without holding it. For the machine-made XML of workbooks: comments, declarations and document
 * types are passed over, so no entity of a stranger's making is ever followed. After each chunk `afterChunk` is yielded to.
 */
export async function* readXml(source: Readable, events: XmlEvents): AsyncGenerator<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of source) {
    rest = readPart(rest + decoder.decode(chunk as Buffer, { stream: true }), events);
    if (rest.length > LONGEST) throw new RangeError('a part of the workbook is longer than 32 MB');
    yield;
  }
}

function readPart(xml: string, events: XmlEvents): string {
  let at = 0;
  for (;;) {
    const tag = xml.indexOf('<', at);
    if (tag === -1) return xml.slice(at);
    const end = endOf(xml, tag);
    if (end === -1) return xml.slice(at);
    if (tag > at) events.text(decodeText(xml.slice(at, tag)));
    readTag(xml.slice(tag + 1, end), events);
    at = end + 1;
  }
}

/** The `>` that ends what begins at `tag`; -1 while it has not come yet. */
function endOf(xml: string, tag: number): number {
  if (xml.startsWith('<!--', tag)) {
    const end = xml.indexOf('-->', tag + 4);
    return end === -1 ? -1 : end + 2;
  }
  if (xml.startsWith('<![CDATA[', tag)) {
    const end = xml.indexOf(']]>', tag + 9);
    return end === -1 ? -1 : end + 2;
  }
  return xml.indexOf('>', tag + 1);
}

function readTag(tag: string, events: XmlEvents): void {
  if (tag.startsWith('![CDATA[')) return events.text(tag.slice(8, -2));
  if (tag.startsWith('!') || tag.startsWith('?')) return;
  if (tag.startsWith('/')) return events.close(localName(tag.slice(1).trim()));
  const isEmpty = tag.endsWith('/');
  const space = tag.search(/[\s/]/u);
  const name = localName(space === -1 ? tag : tag.slice(0, space));
  events.open(name, (wanted) => {
    const match = new RegExp(`\\s${wanted}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u').exec(tag);
    return match === null ? null : decodeText(match[1] ?? match[2] ?? '');
  });
  if (isEmpty) events.close(name);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decodeText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(#x?[0-9a-f]{1,6}|[a-z]{2,4});/giu, (whole, entity: string) => {
    if (!entity.startsWith('#')) return ENTITIES[entity] ?? whole;
    const code =
      entity[1] === 'x' || entity[1] === 'X' ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
  });
}
