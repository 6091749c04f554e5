import { APP_SIZES, listOf, type ReadCard, readTemplateCard, recordOf, textOf } from './card-rules.ts';
import { createCustomerApis } from './customers.ts';
import { type Call, findMember, type Message, type World } from './world.ts';

/** What an API answers: `errcode` and what it brings. */
export type Answer = { readonly errcode: number; readonly errmsg: string } & Readonly<Record<string, unknown>>;

export interface Company {
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: string;
}

const OK = { errcode: 0, errmsg: 'ok' } as const;
const MINUTE_MS = 60_000;
const CODE_LIFE_MS = 72 * 60 * MINUTE_MS;
/** The vendor does not document it: the product must cope with a code that it does not know. */
const SPENT_CODE = 42_999;
/** Nor this one. */
const RECALL_TOO_LATE = 42_998;

const refused = (errcode: number, errmsg: string): Answer => ({ errcode, errmsg: `${errmsg}, hint: [fake]` });

/** The APIs of the app, by path. */
export function createApis(world: World, company: Company): Readonly<Record<string, (call: Call) => Answer>> {
  /** When messages came to a person, for the limits that the platform keeps in silence. */
  const sentTo = new Map<string, number[]>();
  const said = new Map<string, number>();

  function isDropped(to: string, perMinute: number, perHour: number): boolean {
    const now = world.now();
    const times = (sentTo.get(to) ?? []).filter((at) => now - at < 60 * MINUTE_MS);
    sentTo.set(to, [...times, now]);
    if (!world.dropsExcess) return false;
    return times.filter((at) => now - at < MINUTE_MS).length >= perMinute || times.length >= perHour;
  }

  function show(message: Omit<Message, 'id' | 'updates'>): string {
    const id = `msg${world.next()}`;
    world.messages.push({ ...message, id, updates: 0 });
    return id;
  }

  function newCode(taskId: string, userId: string): string {
    const code = `code-${world.next()}`;
    world.codes.push({ code, taskId, userId, at: world.now(), used: false });
    return code;
  }

  function cardOf(api: string, raw: unknown, isUpdate = false): ReadCard | Answer {
    const { card, faults } = readTemplateCard(raw, APP_SIZES, isUpdate);
    for (const { what } of faults) world.violate(`${api}: ${what}`);
    const hard = faults.find((fault) => fault.kind === 'hard');
    return hard === undefined ? card : refused(40058, `invalid Request Parameter: ${hard.what}`);
  }

  function send({ body }: Call): Answer {
    const api = 'message/send';
    if (body['agentid'] !== company.agentId) return refused(40056, 'invalid agentid');
    const msgtype = textOf(body['msgtype']);
    const ids = textOf(body['touser']).split('|').filter(Boolean);
    if (ids.length === 0) return refused(40058, 'touser is empty');
    const receivers = ids.flatMap((id) => {
      const member = findMember(world, id);
      return member === null || member.outOfScope ? [] : [member.id.toLowerCase()];
    });
    const invalid = ids.map((id) => id.toLowerCase()).filter((id) => !receivers.includes(id));
    let shown: Pick<Message, 'taskId' | 'text' | 'buttons' | 'selects' | 'links'>;
    if (msgtype === 'template_card') {
      const card = cardOf(api, body['template_card']);
      if ('errcode' in card) return card;
      shown = card;
    } else if (msgtype === 'text') {
      const text = textOf(recordOf(body['text'])['content']);
      if (text.trim() === '') return refused(40058, 'empty content');
      if (Buffer.byteLength(text) > 2_048) {
        world.violate(`${api}: a text of ${Buffer.byteLength(text)} bytes of 2048`);
        return refused(45002, 'content size out of limit');
      }
      // Of markup a text knows links and mentions only.
      const links = [...text.matchAll(/<a href="([^"]+)">/g)].map(([, link = '']) => link);
      shown = { taskId: null, text, buttons: [], selects: [], links };
    } else {
      world.violate(`${api}: msgtype ${msgtype}`);
      return refused(40008, 'invalid message type');
    }
    if (receivers.length === 0)
      return { ...refused(81013, 'user & party & tag all invalid'), invaliduser: ids.join('|') };
    const more = invalid.length === 0 ? {} : { invaliduser: invalid.join('|') };
    if (isRepeat(body)) return { ...OK, ...more, msgid: `msg${world.next()}` };
    if (shown.taskId !== null) {
      if (world.taskIds.has(shown.taskId)) return refused(SPENT_CODE, 'task_id was used before');
      world.taskIds.add(shown.taskId);
    }
    const msgid = `sent${world.next()}`;
    for (const to of receivers) {
      if (isDropped(to, 30, 1_000)) world.dropped.push({ to, text: shown.text });
      else show({ ...shown, to, msgtype, msgid, sentAt: world.now() });
    }
    const [first = ''] = receivers;
    const isInteractive = shown.taskId !== null && shown.buttons.length > 0;
    return {
      ...OK,
      ...more,
      msgid,
      ...(isInteractive ? { response_code: newCode(shown.taskId ?? '', first) } : {}),
    };
  }

  /** What the app sent goes, for a day; what members wrote and passive replies have no such id (D/94867). */
  function recall({ body }: Call): Answer {
    const msgid = textOf(body['msgid']);
    const gone = world.messages.filter((one) => one.msgid !== undefined && one.msgid === msgid);
    const [first] = gone;
    if (first === undefined) return refused(40058, 'invalid msgid');
    if (world.now() - (first.sentAt ?? 0) > 24 * 60 * MINUTE_MS) return refused(RECALL_TOO_LATE, 'recall out of time');
    world.messages.splice(0, Infinity, ...world.messages.filter((one) => !gone.includes(one)));
    return OK;
  }

  /** The same to the same within the interval is swallowed, when that was asked for. */
  function isRepeat(body: Readonly<Record<string, unknown>>): boolean {
    if (body['enable_duplicate_check'] !== 1) return false;
    const interval = Number(body['duplicate_check_interval'] ?? 1_800);
    if (!(interval > 0 && interval <= 14_400)) world.violate(`message/send: duplicate_check_interval ${interval}`);
    const { touser, agentid, msgtype, text, template_card } = body;
    const key = JSON.stringify([touser, agentid, msgtype, text, template_card]);
    const last = said.get(key);
    if (last !== undefined && world.now() - last < interval * 1_000) return true;
    said.set(key, world.now());
    return false;
  }

  function update({ body }: Call): Answer {
    const api = 'message/update_template_card';
    if (body['agentid'] !== company.agentId) return refused(40056, 'invalid agentid');
    const code = world.codes.find((one) => one.code === body['response_code']);
    if (code === undefined || code.used || world.now() - code.at > CODE_LIFE_MS) {
      return refused(SPENT_CODE, 'response_code is invalid or was used');
    }
    const ids = listOf(body['userids']).map((id) => textOf(id).toLowerCase());
    if (ids.length === 0 && body['atall'] !== 1) return refused(40058, 'nobody to update for');
    const targets = world.messages.filter(
      (one) => one.taskId === code.taskId && (body['atall'] === 1 || ids.includes(one.to)),
    );
    const replaceName = recordOf(body['button'])['replace_name'];
    if (typeof replaceName === 'string') {
      if (replaceName.length > 10) world.violate(`${api}: replace_name has ${replaceName.length} characters of 10`);
      code.used = true;
      for (const one of targets)
        Object.assign(one, { buttons: [], text: `${one.text}\n[${replaceName}]`, updates: one.updates + 1 });
      return OK;
    }
    const card = cardOf(api, body['template_card'], true);
    if ('errcode' in card) return card;
    if (card.taskId !== code.taskId) world.violate(`${api}: task_id ${card.taskId} with a code for ${code.taskId}`);
    code.used = true;
    const { text, buttons, selects, links } = card;
    for (const one of targets) Object.assign(one, { text, buttons, selects, links, updates: one.updates + 1 });
    return OK;
  }

  function sendToChat({ body }: Call): Answer {
    const chat = world.chatsById.get(textOf(body['chatid']));
    if (chat === undefined) return refused(86003, 'chatid not exist');
    const msgtype = textOf(body['msgtype']);
    if (msgtype !== 'text' && msgtype !== 'markdown') {
      world.violate(`appchat/send: msgtype ${msgtype}`);
      return refused(40008, 'invalid message type');
    }
    const text = textOf(recordOf(body[msgtype])['content']);
    if (text.trim() === '') return refused(40058, 'empty content');
    if (Buffer.byteLength(text) > 2_048) {
      world.violate(`appchat/send: a text of ${Buffer.byteLength(text)} bytes of 2048`);
      return refused(45002, 'content size out of limit');
    }
    const to = `chat:${chat.id}`;
    if (isDropped(to, 200, 10_000)) world.dropped.push({ to, text });
    else show({ to, msgtype, taskId: null, text, buttons: [], selects: [], links: [] });
    return OK;
  }

  function createChat({ body }: Call): Answer {
    const members = listOf(body['userlist']).map(textOf);
    if (members.length < 2 || members.length > 2_000) return refused(86001, 'userlist size');
    const id = textOf(body['chatid']) || `chat${world.next()}`;
    if (world.chatsById.has(id)) return refused(86008, 'chatid exists');
    world.chatsById.set(id, { id, name: textOf(body['name']), members });
    return { ...OK, chatid: id };
  }

  function getUser({ query }: Call): Answer {
    const member = findMember(world, query['userid'] ?? '');
    if (member === null) return refused(60111, 'userid not found');
    if (member.outOfScope) return refused(60011, 'no privilege to access/modify contact/party/agent');
    const { id, name, departments, leaders } = member;
    return { ...OK, userid: id, name, department: departments, direct_leader: leaders, status: 1 };
  }

  function createMenu({ query, body }: Call): Answer {
    if (query['agentid'] !== String(company.agentId)) return refused(40056, 'invalid agentid');
    const buttons = listOf(body['button']).map(recordOf);
    if (buttons.length < 1 || buttons.length > 3) return refused(40016, 'invalid button size');
    for (const button of buttons) {
      const children = listOf(button['sub_button']).map(recordOf);
      if (Buffer.byteLength(textOf(button['name'])) > 16) return refused(40018, 'invalid button name size');
      if (children.length > 5) return refused(40023, 'invalid sub button size');
      for (const leaf of children.length === 0 ? [button] : children) {
        if (Buffer.byteLength(textOf(leaf['name'])) > 40) return refused(40025, 'invalid sub button name size');
        if (leaf['type'] !== 'click') return refused(40024, 'invalid sub button type');
        const key = textOf(leaf['key']);
        if (key === '' || Buffer.byteLength(key) > 128) return refused(40026, 'invalid sub button key size');
      }
    }
    world.menu = body['button'];
    return OK;
  }

  /** The platform adds what nobody asked for. */
  function readMenu({ query }: Call): Answer {
    if (query['agentid'] !== String(company.agentId)) return refused(40056, 'invalid agentid');
    if (world.menu === null) return refused(46003, 'menu no exist');
    const groups = listOf(world.menu).map((one) => ({ type: 'view', url: '', ...recordOf(one) }));
    return { ...OK, button: groups };
  }

  /** Encrypted ids look like `wo-` + the id; what is plain already comes back as invalid. */
  function mapIds({ body }: Call): Answer {
    const ids = listOf(body['open_userid_list']).map(textOf);
    const known = ids.filter((id) => id.startsWith('wo-') && findMember(world, id.slice(3)) !== null);
    return {
      ...OK,
      userid_list: known.map((id) => ({ open_userid: id, userid: findMember(world, id.slice(3))?.id })),
      invalid_open_userid_list: ids.filter((id) => !known.includes(id)),
    };
  }

  function getAgent({ query }: Call): Answer {
    if (query['agentid'] !== String(company.agentId)) return refused(301002, 'no permission to operate the agent');
    return { ...OK, agentid: company.agentId, name: 'Huiyin' };
  }

  return {
    ...createCustomerApis(world),
    'agent/get': getAgent,
    'message/send': send,
    'message/recall': recall,
    'message/update_template_card': update,
    'appchat/send': sendToChat,
    'appchat/create': createChat,
    'user/get': getUser,
    'menu/create': createMenu,
    'menu/get': readMenu,
    'batch/openuserid_to_userid': mapIds,
  };
}

/** `gettoken`: the same token as long as it is good for a while. */
export function getToken(world: World, company: Company, query: Readonly<Record<string, string>>): Answer {
  if (query['corpid'] !== company.corpId) return refused(40013, 'invalid corpid');
  if (query['corpsecret'] !== company.secret) return refused(40001, 'invalid credential');
  const token = `token-${world.next()}`;
  world.tokens.set(token, { expiresAt: world.now() + 7_200_000 });
  return { ...OK, access_token: token, expires_in: 7_200 };
}

/** Why a token is not taken; `null` when it is. */
export function tokenFault(world: World, token: string | undefined): Answer | null {
  const known = world.tokens.get(token ?? '');
  if (known === undefined) return refused(40014, 'invalid access_token');
  return known.expiresAt <= world.now() ? refused(42001, 'access_token expired') : null;
}
