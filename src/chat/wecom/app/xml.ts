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

const USUAL_ELEMENT = /\s*<([A-Za-z]{1,40})>(?:<!\[CDATA\[([^]*?)\]\]>|([^<&\]]*))<\/\1>/y;

/**
 * Elements without depth, attributes or doubles, as the platform writes all but few; read so they cost a fifth. `null`
 * for everything else, which the parser reads.
 */
function readUsualMessage(text: string): CallbackMessage | null {
  if (!text.startsWith('<xml>') || !text.endsWith('</xml>')) return null;
  const values: Record<string, string> = {};
  const end = text.length - '</xml>'.length;
  let at = '<xml>'.length;
  while (at < end) {
    USUAL_ELEMENT.lastIndex = at;
    const match = USUAL_ELEMENT.exec(text);
    if (match === null) break;
    const [whole, name = '', section, plain = ''] = match;
    // A section that was split over two.
    if (Object.hasOwn(values, name) || section?.includes(']]>') === true) return null;
    values[name] = section ?? plain;
    at += whole.length;
  }
  if (at > end || text.slice(at, end).trim() !== '') return null;
  const { ToUserName, FromUserName, CreateTime, MsgType } = values;
  if (ToUserName === undefined || FromUserName === undefined || CreateTime === undefined || MsgType === undefined) {
    return null;
  }
  const { SelectedItems: _empty, ...rest } = values;
  return { ...rest, ToUserName, FromUserName, CreateTime, MsgType };
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
