import { randomUUID } from 'node:crypto';
import { type BotChat, type BotMessage, type BotWorld, chatOf } from './bot-world.ts';
import { BOT_SIZES, readTemplateCard, recordOf, textOf } from './card-rules.ts';

/** What the platform makes of a frame: an errcode, and what people see. */
export interface Verdict {
  readonly errcode: number;
  readonly errmsg: string;
}

const OK: Verdict = { errcode: 0, errmsg: 'ok' };
const UPDATE_WITHIN_MS = 5_000;
const ANSWER_WITHIN_MS = 24 * 3_600_000;
const TEXT_BYTES = 20_480;

/** Does what a frame asks for, as strictly as the documents read. */
export function judge(world: BotWorld, cmd: string, reqId: string, body: Record<string, unknown>): Verdict {
  switch (cmd) {
    case 'ping':
      return OK;
    case 'aibot_send_msg':
      return sendMessage(world, body);
    case 'aibot_respond_msg':
      return respond(world, reqId, body);
    case 'aibot_respond_update_msg':
      return updateCard(world, reqId, body);
    case 'aibot_respond_welcome_msg':
      return welcome(world, reqId, body);
    default:
      world.violate(`unknown cmd ${cmd}`);
      return { errcode: 40058, errmsg: 'invalid cmd' };
  }
}

function sendMessage(world: BotWorld, body: Record<string, unknown>): Verdict {
  const type = body['chat_type'];
  if (type !== 1 && type !== 2) return bad(world, `chat_type ${String(type)}`);
  const chat = chatOf(world, textOf(body['chatid']), type === 2);
  if (!chat.isOpen) {
    return chat.isGroup
      ? { errcode: 86008, errmsg: 'invalid chatid, or nobody there has written to the bot' }
      : { errcode: 81013, errmsg: 'user, party and tag all invalid' };
  }
  const content = readContent(world, body, ['markdown', 'template_card']);
  if ('errcode' in content) return content;
  show(world, chat, content, null);
  return OK;
}

function respond(world: BotWorld, reqId: string, body: Record<string, unknown>): Verdict {
  const request = world.requests.get(reqId);
  if (request?.kind !== 'message' || world.now() - request.at > ANSWER_WITHIN_MS) {
    return { errcode: 846605, errmsg: 'invalid req_id' };
  }
  const chat = world.chats.get(request.chat);
  if (chat === undefined) return bad(world, 'an answer to nowhere');
  const content = readContent(world, body, ['stream', 'template_card']);
  if ('errcode' in content) return content;
  const stream = recordOf(body['stream']);
  const running = world.messages.find((one) => one.answers === reqId && one.id === content.id);
  if (running === undefined) {
    show(world, chat, content, reqId);
    return OK;
  }
  if (running.isFinished) return { errcode: 846608, errmsg: 'stream message update expired' };
  running.text = content.text;
  running.updates += 1;
  running.isFinished = stream['finish'] === true;
  world.changed();
  return OK;
}

function updateCard(world: BotWorld, reqId: string, body: Record<string, unknown>): Verdict {
  const request = world.requests.get(reqId);
  if (request?.kind !== 'click') return { errcode: 846605, errmsg: 'invalid req_id' };
  if (world.now() - request.at > UPDATE_WITHIN_MS) {
    world.violate('a card was updated later than 5 s after the click');
    return { errcode: 846605, errmsg: 'req_id expired' };
  }
  if (request.isAnswered) return bad(world, 'one click was answered twice');
  if (body['response_type'] !== 'update_template_card') return bad(world, 'response_type');
  const { card, faults } = readTemplateCard(body['template_card'], BOT_SIZES, true);
  const hard = faults.filter((fault) => fault.kind === 'hard');
  if (hard.length > 0) return bad(world, hard.map((fault) => fault.what).join('; '));
  for (const fault of faults) world.violate(fault.what);
  if (card.taskId !== request.taskId) return bad(world, `task_id ${card.taskId} is not the clicked ${request.taskId}`);
  const message = world.messages.find((one) => one.taskId === card.taskId);
  if (message === undefined) return bad(world, 'the clicked card is gone');
  request.isAnswered = true;
  message.text = card.text;
  message.buttons = card.buttons;
  message.selects = card.selects;
  message.updates += 1;
  world.changed();
  return OK;
}

function welcome(world: BotWorld, reqId: string, body: Record<string, unknown>): Verdict {
  const request = world.requests.get(reqId);
  if (request?.kind !== 'enter' || world.now() - request.at > UPDATE_WITHIN_MS) {
    return { errcode: 846605, errmsg: 'invalid req_id' };
  }
  const chat = world.chats.get(request.chat);
  const text = textOf(recordOf(body['text'])['content']);
  if (body['msgtype'] !== 'text' || text === '' || chat === undefined) return bad(world, 'a welcome without text');
  show(
    world,
    chat,
    { id: randomUUID(), kind: 'welcome', text, buttons: [], selects: [], taskId: null, isFinished: true },
    reqId,
  );
  return OK;
}

type Content = Pick<BotMessage, 'id' | 'kind' | 'text' | 'buttons' | 'selects' | 'taskId' | 'isFinished'>;

function readContent(world: BotWorld, body: Record<string, unknown>, kinds: readonly string[]): Content | Verdict {
  const type = textOf(body['msgtype']);
  if (!kinds.includes(type)) return bad(world, `msgtype ${type}`);
  const plain = { buttons: [], selects: [], taskId: null };
  if (type === 'template_card') {
    const { card, faults } = readTemplateCard(body['template_card'], BOT_SIZES);
    const hard = faults.filter((fault) => fault.kind === 'hard');
    if (hard.length > 0) return bad(world, hard.map((fault) => fault.what).join('; '));
    for (const fault of faults) world.violate(fault.what);
    if (world.taskIds.has(card.taskId)) return bad(world, `task_id ${card.taskId} was used before`);
    world.taskIds.add(card.taskId);
    return { id: randomUUID(), kind: 'card', ...card, isFinished: true };
  }
  const part = recordOf(body[type]);
  const text = textOf(part['content']);
  if (Buffer.byteLength(text) > TEXT_BYTES) return bad(world, `${Buffer.byteLength(text)} bytes of ${TEXT_BYTES}`);
  if (text.trim() === '') return bad(world, 'a message without words');
  if (type === 'markdown') return { id: randomUUID(), kind: 'markdown', text, isFinished: true, ...plain };
  const id = textOf(part['id']);
  if (id === '' || typeof part['finish'] !== 'boolean') return bad(world, 'a stream without id or finish');
  return { id, kind: 'stream', text, isFinished: part['finish'], ...plain };
}

const times = new WeakMap<BotChat, number[]>();

/** 30 a minute and 1,000 an hour to one chat; what is beyond is taken and shown to nobody. */
function show(world: BotWorld, chat: BotChat, content: Content, answers: string | null): void {
  const now = world.now();
  const before = (times.get(chat) ?? []).filter((at) => now - at < 3_600_000);
  const isExcess = before.filter((at) => now - at < 60_000).length >= 30 || before.length >= 1_000;
  times.set(chat, [...before, now]);
  if (isExcess && world.dropsExcess) {
    world.dropped.push({ chat: chat.key, text: content.text });
    world.violate(`more was said in ${chat.key} than the platform shows`);
  } else {
    world.messages.push({ ...content, chat: chat.key, answers, updates: 0 });
  }
  world.changed();
}

function bad(world: BotWorld, what: string): Verdict {
  world.violate(what);
  return { errcode: 40058, errmsg: `invalid parameter: ${what}` };
}
