import { z } from 'zod';
import type { FormValues } from '../../form.ts';
import { readChoices } from '../render/choice-card.ts';

/*
 * What comes over the AI bot's long connection (D/101463), checked. Everything is optional that we can do without: the
 * vendor adds fields and leaves others out, and a frame that was dropped for one of them would be a lost request.
 */

/** Ids come as strings; one that came as a number keeps every digit (see `parseJson`) and becomes a string. */
const id = z.union([z.string(), z.number()]).transform(String);
const filledId = id.refine((text) => text.trim() !== '');

const words = z.object({ content: z.string() });
const part = z.object({ msgtype: z.string(), text: words.optional(), voice: words.optional() });
const content = part.extend({ mixed: z.object({ msg_item: z.array(part) }).optional() });

const place = {
  aibotid: id.optional(),
  chatid: id.optional(),
  chattype: z.enum(['single', 'group']).catch('single'),
  from: z.object({ userid: filledId }),
};

const messageBody = content.extend({ ...place, msgid: filledId, quote: content.optional() });

const cardEvent = z.object({
  event_key: id.optional(),
  task_id: id.optional(),
  card_type: z.string().optional(),
  selected_items: z
    .object({
      selected_item: z.array(
        z.object({ question_key: z.string(), option_ids: z.object({ option_id: z.array(id) }).optional() }),
      ),
    })
    .optional()
    .catch(undefined),
});

const eventBody = z.object({
  ...place,
  from: place.from.optional(),
  msgid: id.optional(),
  create_time: z.number().optional(),
  event: z.object({
    eventtype: z.string(),
    template_card_event: cardEvent.optional(),
    // The vendor's own client types the event's fields here, outside the object of their own.
    ...cardEvent.shape,
  }),
});

const envelope = z.object({
  cmd: z.string().optional(),
  headers: z.object({ req_id: id }),
  errcode: z.number().optional(),
  errmsg: z.string().optional(),
  body: z.unknown().optional(),
});

/** Where something was done: `chat` is what an answer by `aibot_send_msg` is addressed to. */
export interface Place {
  readonly reqId: string;
  readonly userId: string;
  /** Id of the group; `null` in the talk with one person. */
  readonly group: string | null;
}

export interface MessageFrame extends Place {
  readonly kind: 'message';
  readonly msgId: string;
  /** What was written or spoken; `null` for a picture, a file and the like. */
  readonly text: string | null;
  /** The message it answers, when the platform says so. */
  readonly quote: string | null;
}

export interface ClickFrame extends Place {
  readonly kind: 'click';
  /** Tells a click from its repeats. */
  readonly clickId: string;
  readonly eventKey: string;
  readonly taskId: string;
  /** What is chosen in the lists of the card, by field. */
  readonly chosen: FormValues;
}

/** One frame, understood. What we have no use for is told apart, so that it can be counted and looked at. */
export type Incoming =
  | { readonly kind: 'answer'; readonly reqId: string; readonly errcode: number; readonly errmsg: string }
  | MessageFrame
  | ClickFrame
  | (Place & { readonly kind: 'entered' })
  /** A newer connection of the same bot took over. */
  | { readonly kind: 'evicted' }
  /** An event that we did not ask for, harmless. */
  | { readonly kind: 'other-event'; readonly name: string }
  | { readonly kind: 'unknown-cmd'; readonly name: string }
  /** Half JSON, or a frame whose parts are not where they belong; `where` names the first of them. */
  | { readonly kind: 'malformed'; readonly where: string };

/** Reads one frame. Never throws. */
export function readFrame(text: string): Incoming {
  const json = parseJson(text);
  if (json === undefined) return { kind: 'malformed', where: 'JSON' };
  const frame = envelope.safeParse(json);
  if (!frame.success) return malformed(frame.error);
  const { cmd, headers, errcode, errmsg, body } = frame.data;
  const reqId = headers.req_id;
  if (cmd === undefined || errcode !== undefined) {
    return errcode === undefined
      ? { kind: 'malformed', where: 'cmd' }
      : { kind: 'answer', reqId, errcode, errmsg: errmsg ?? '' };
  }
  if (cmd === 'aibot_msg_callback') return readMessage(reqId, body);
  if (cmd === 'aibot_event_callback') return readEvent(reqId, body);
  return { kind: 'unknown-cmd', name: cmd };
}

function readMessage(reqId: string, body: unknown): Incoming {
  const read = messageBody.safeParse(body);
  if (!read.success) return malformed(read.error);
  const { data } = read;
  const where = placeOf(reqId, data, data.from.userid);
  if (where === null) return { kind: 'malformed', where: 'body.chatid' };
  return {
    kind: 'message',
    ...where,
    msgId: data.msgid,
    text: textOf(data),
    quote: data.quote === undefined ? null : textOf(data.quote),
  };
}

function readEvent(reqId: string, body: unknown): Incoming {
  const read = eventBody.safeParse(body);
  if (!read.success) return malformed(read.error);
  const { event, from, ...data } = read.data;
  if (event.eventtype === 'disconnected_event') return { kind: 'evicted' };
  if (event.eventtype !== 'template_card_event' && event.eventtype !== 'enter_chat') {
    return { kind: 'other-event', name: event.eventtype };
  }
  if (from === undefined) return { kind: 'malformed', where: 'body.from' };
  const where = placeOf(reqId, data, from.userid);
  if (where === null) return { kind: 'malformed', where: 'body.chatid' };
  if (event.eventtype === 'enter_chat') return { kind: 'entered', ...where };
  const { event_key: eventKey, task_id: taskId, selected_items: selected } = event.template_card_event ?? event;
  if (eventKey === undefined || taskId === undefined) {
    return { kind: 'malformed', where: 'body.event.template_card_event' };
  }
  // Events of the app have no id; those of the bot have one, and should it be missing their fields must do.
  const clickId = data.msgid ?? [where.userId, data.create_time ?? reqId, eventKey, taskId].join(':');
  const chosen = new Map<string, string>();
  for (const { question_key: name, option_ids: ids } of selected?.selected_item ?? []) {
    const [option] = ids?.option_id ?? [];
    if (option !== undefined && !chosen.has(name)) chosen.set(name, option);
  }
  return { kind: 'click', ...where, clickId, eventKey, taskId, chosen: readChoices(chosen) };
}

function placeOf(
  reqId: string,
  { chattype, chatid }: { readonly chattype: string; readonly chatid?: string | undefined },
  userId: string,
): Place | null {
  if (chattype !== 'group') return { reqId, userId, group: null };
  return chatid === undefined ? null : { reqId, userId, group: chatid };
}

function textOf({ text, voice, mixed }: z.output<typeof content>): string | null {
  const parts = [text?.content, voice?.content, ...(mixed?.msg_item ?? []).map((one) => one.text?.content)];
  const said = parts.filter((one) => one !== undefined);
  return said.length === 0 ? null : said.join('\n');
}

function malformed(error: z.ZodError): Incoming {
  return { kind: 'malformed', where: error.issues[0]?.path.join('.') || 'frame' };
}

/** Numbers that a double cannot hold come as the text that stood there: ids exceed 2^53. `undefined`: no JSON. */
function parseJson(text: string): unknown {
  const keepDigits = (_key: string, value: unknown, { source }: { source?: string }) =>
    typeof value === 'number' && source !== undefined && !Number.isSafeInteger(value) && /^-?\d+$/.test(source)
      ? source
      : value;
  try {
    return JSON.parse(text, keepDigits as Parameters<typeof JSON.parse>[1]);
  } catch {
    return undefined;
  }
}
