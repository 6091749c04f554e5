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

const envelope = z.object({ xml: z.object({ Encrypt: element, ToUserName: optional, AgentID: optional }) });

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

/** The envelope of a callback: only what is needed to open it. */
export type Envelope = z.output<typeof envelope>['xml'];
/** A decrypted callback; every value is text, as it was sent. */
export type CallbackMessage = z.output<typeof message>['xml'];

/** `null` for what is no envelope. */
export function readEnvelope(body: string): Envelope | null {
  return read(body, envelope)?.xml ?? null;
}

/** `null` for what is no message of the platform. */
export function readMessage(text: string): CallbackMessage | null {
  return read(text, message)?.xml ?? null;
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
