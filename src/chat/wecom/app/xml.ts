import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

/** Values stay the text they are: with the parser's defaults a userid `007` becomes 7, and long ids lose digits. */
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  isArray: (name) => name === 'SelectedItem' || name === 'OptionId',
});

const element = z.string();
const optional = element.optional();

const envelope = z.object({ xml: z.object({ Encrypt: element.min(1) }) });

const message = z.object({
  xml: z.object({
    ToUserName: element,
    FromUserName: element,
    CreateTime: element,
    MsgType: element,
    MsgId: optional,
    AgentID: optional,
    Content: optional,
    Event: optional,
    EventKey: optional,
    TaskId: optional,
    ResponseCode: optional,
    /** Of events about customers. */
    ChangeType: optional,
    UserID: optional,
    SelectedItems: z
      .object({
        SelectedItem: z.array(
          z.object({
            QuestionKey: element,
            OptionIds: z
              .object({ OptionId: z.array(element) })
              .optional()
              .catch(undefined),
          }),
        ),
      })
      // An empty element is read as an empty text.
      .optional()
      .catch(undefined),
  }),
});

/** A decrypted callback; every value is text, as it was sent. */
export type CallbackMessage = z.output<typeof message>['xml'];

/** As the platform writes it. Read so, an envelope costs a tenth: this is done for whatever anybody sends. */
const USUAL_ENVELOPE =
  /^<xml>(?:\s*<(?:ToUserName|AgentID)><!\[CDATA\[[\w.@-]*\]\]><\/(?:ToUserName|AgentID)>)*\s*<Encrypt><!\[CDATA\[([A-Za-z0-9+/=]+)\]\]><\/Encrypt>/;

/** The cipher text of a callback; `null` for what is no envelope. */
export function readEnvelope(body: string): string | null {
  const usual = USUAL_ENVELOPE.exec(body)?.[1];
  if (usual !== undefined) return usual;
  return read(body, envelope)?.xml.Encrypt ?? null;
}

/** `null` for what is no message of the platform. */
export function readMessage(text: string): CallbackMessage | null {
  return readUsualMessage(text) ?? read(text, message)?.xml ?? null;
}

const OPEN = '<xml>';
const CLOSE = '</xml>';
const SECTION = '<![CDATA[';
const SECTION_END = ']]>';

/**
 * Elements without depth, attributes or doubles, as the platform writes all but few; read so they cost a tenth. `null`
 * for everything else, which the parser reads.
 */
function readUsualMessage(text: string): CallbackMessage | null {
  if (!text.startsWith(OPEN) || !text.endsWith(CLOSE)) return null;
  const values: Record<string, string> = {};
  const end = text.length - CLOSE.length;
  let at = afterSpace(text, OPEN.length);
  while (at < end) {
    const nameEnd = text.indexOf('>', at);
    if (text[at] !== '<' || nameEnd === -1) return null;
    const name = text.slice(at + 1, nameEnd);
    if (!USUAL_NAME.test(name) || Object.hasOwn(values, name)) return null;
    const isSection = text.startsWith(SECTION, nameEnd + 1);
    const from = nameEnd + 1 + (isSection ? SECTION.length : 0);
    const to = text.indexOf(isSection ? SECTION_END : '<', from);
    const closing = `</${name}>`;
    const closesAt = to + (isSection ? SECTION_END.length : 0);
    // Also no section that was split over two.
    if (to === -1 || !text.startsWith(closing, closesAt)) return null;
    const value = text.slice(from, to);
    if (!isSection && UNUSUAL_TEXT.test(value)) return null;
    values[name] = value;
    at = afterSpace(text, closesAt + closing.length);
  }
  if (at !== end) return null;
  const { ToUserName, FromUserName, CreateTime, MsgType } = values;
  if (ToUserName === undefined || FromUserName === undefined || CreateTime === undefined || MsgType === undefined) {
    return null;
  }
  const { SelectedItems: _empty, ...rest } = values;
  return { ...rest, ToUserName, FromUserName, CreateTime, MsgType };
}

const USUAL_NAME = /^[A-Za-z]{1,40}$/;
/** An entity, or the end of a section that never began. */
const UNUSUAL_TEXT = /[&\]]/;

function afterSpace(text: string, at: number): number {
  let next = at;
  while (text.charCodeAt(next) <= 0x20 && next < text.length) next += 1;
  return next;
}

const CDATA = /<!\[CDATA\[[^]*?\]\]>/g;

function read<T>(text: string, schema: z.ZodType<T>): T | null {
  // A document type brings entities, which can grow without end; the platform never sends one. People may write about it.
  if (text.replace(CDATA, '').includes('<!')) return null;
  try {
    const parsed = schema.safeParse(parser.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** An element with text of any kind; `]]>` would end its section early and is split over two. */
export function cdata(name: string, text: string): string {
  return `<${name}><![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;
}
