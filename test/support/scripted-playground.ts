import { type ServerType, serve } from '@hono/node-server';
import type { Button, Card } from '../../src/chat/card.ts';
import type { Catalogue } from '../../src/chat/catalogue.ts';
import type { Form } from '../../src/chat/form.ts';
import type { Dispatch, Inbound, Reply } from '../../src/chat/inbound.ts';
import { createPlayground, type Playground } from '../../src/chat/playground/playground.ts';
import type { MessageAddress, OutboundMessage } from '../../src/chat/port.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '../../src/domain/time.ts';
import type { Locale } from '../../src/domain/vocabulary.ts';
import type { DemoChannel, DemoPerson, PlaygroundPages } from '../../src/web/playground/deps.ts';
import { playgroundRoutes } from '../../src/web/playground/routes.ts';
import { createMemoryPlaygroundStore } from './playground-store.ts';

/** Monday 10:00 in Shanghai. */
export const START: Instant = Date.UTC(2026, 10, 23, 2, 0);

export const PEOPLE: readonly DemoPerson[] = [
  { id: 'lin', name: '林小雨', role: 'agent', team: '客服部', locale: null },
  { id: 'chen', name: '陈静', role: 'lead', team: '客服部', locale: null },
  { id: 'wang', name: '王磊', role: 'manager', team: '客服部', locale: null },
];
export const CHANNELS: readonly DemoChannel[] = [
  { id: 'support', name: '客服部' },
  { id: 'after-sales', name: '售后部' },
];

const both = (text: string) => ({ 'zh-CN': text, en: text });

export const CATALOGUE: Catalogue = {
  commands: [
    {
      name: 'ticket',
      aliases: ['工单'],
      description: { 'zh-CN': '新建和处理工单', en: 'Create and work on tickets' },
      usage: { 'zh-CN': '[new] 描述 客户:… 类型:… !紧急', en: '[new] description customer:… kind:… !urgent' },
      verbs: [
        {
          name: 'new',
          aliases: ['新建'],
          summary: { 'zh-CN': '新建一张工单', en: 'Create a ticket' },
          example: both('/ticket 打印机卡纸'),
          takesNumber: false,
        },
        {
          name: 'take',
          aliases: ['认领'],
          summary: { 'zh-CN': '认领一张工单', en: 'Take a ticket' },
          example: both('/ticket take C202611001'),
          takesNumber: true,
        },
        {
          name: 'list',
          aliases: ['列表'],
          summary: { 'zh-CN': '查看工单列表', en: 'List tickets' },
          example: both('/ticket list'),
          takesNumber: false,
        },
      ],
    },
    {
      name: 'customer',
      aliases: ['客户'],
      description: { 'zh-CN': '查看客户', en: 'Look at customers' },
      usage: both('…'),
      verbs: [],
    },
  ],
  shortcuts: [
    {
      name: 'ticket-from-message',
      on: 'message',
      label: { 'zh-CN': '用这条消息建工单', en: 'Create ticket from message' },
      description: both(''),
    },
    { name: 'ticket-new', on: 'anywhere', label: { 'zh-CN': '新建工单', en: 'New ticket' }, description: both('') },
  ],
  actions: ['ticket.take', 'ticket.ack'],
  forms: ['ticket.new'],
};

/** A playground over a small script instead of the product: enough to try the pages on every kind of answer. */
export interface ScriptedPlayground {
  readonly playground: Playground;
  readonly pages: PlaygroundPages;
  /** What reached the dispatcher, the latest last. */
  readonly inbound: Inbound[];
  readonly errors: unknown[];
  /** Answers the next deed in this way instead of by the script. */
  answerNext(answer: Dispatch): void;
  /** Posts a card as the bot. */
  post(to: string, card: Card, more?: { id?: string; thread?: MessageAddress }): Promise<MessageAddress>;
  stop(): void;
}

export async function createScriptedPlayground(): Promise<ScriptedPlayground> {
  let now = START;
  let made = 0;
  const stopping = new AbortController();
  const inbound: Inbound[] = [];
  const errors: unknown[] = [];
  let nextAnswer: Dispatch | null = null;
  const pending: { at: Instant; run: () => Promise<void> }[] = [];
  const playground = await createPlayground({
    store: createMemoryPlaygroundStore(),
    clock: { now: () => now },
    isConversation: (id) => CHANNELS.some((channel) => channel.id === id) || PEOPLE.some((one) => `@${one.id}` === id),
  });
  const never = new AbortController().signal;

  const outbound = (to: string, card: Card, id: string, thread: MessageAddress | null): OutboundMessage => ({
    id,
    to: { platform: 'playground', workspace: 'demo', id: to },
    thread,
    card,
    locale: 'zh-CN',
  });
  const post: ScriptedPlayground['post'] = async (to, card, more = {}) => {
    made += 1;
    const message = outbound(to, card, more.id ?? `bot-${made}`, more.thread ?? null);
    const outcome = await playground.port.post(message, never);
    if (outcome.outcome !== 'sent') throw new Error(`not posted: ${outcome.outcome}`);
    return outcome.address;
  };

  async function createTicket(text: string, locale: Locale): Promise<Reply> {
    const number = `C202611${String(made + 1).padStart(3, '0')}`;
    const address = await post('support', ticketCard(number, text, '待处理', 'info', ticketButtons(number)));
    const say = (after: number, to: string, tone: Card['tone'], title: string) =>
      pending.push({
        at: now + after,
        run: async () => {
          if (taken.has(number)) return;
          await post(to, ticketCard(number, text, title, tone, ticketButtons(number)));
          await post('support', { tone, title: `${title}`, summary: title }, { thread: address });
        },
      });
    say(12 * MINUTE_MS, '@lin', 'warn', '快到时限：首次响应还剩 3 分钟');
    say(15 * MINUTE_MS, 'support', 'alarm', '已超时：首次响应');
    say(30 * MINUTE_MS, '@chen', 'alarm', '升级到组长：首次响应已超时 15 分钟');
    say(45 * MINUTE_MS, '@wang', 'alarm', '升级到经理：首次响应已超时 30 分钟');
    cards.set(number, { address, text });
    const title = locale === 'en' ? `${number} created` : `${number} 已创建`;
    return { kind: 'card', card: { tone: 'good', title, summary: title, lines: ['类型：咨询（推断）'] } };
  }

  const cards = new Map<string, { address: MessageAddress; text: string }>();
  const taken = new Set<string>();

  async function run({ what, who }: Inbound): Promise<Reply> {
    if (what.type === 'command' && what.text.trim() === '') return { kind: 'form', form: ticketForm('') };
    if (what.type === 'command') return createTicket(what.text, who.locale ?? 'zh-CN');
    if (what.type === 'shortcut') return { kind: 'form', form: ticketForm(what.message?.text ?? '') };
    if (what.type === 'form') {
      const description = what.values['description'] ?? '';
      if (description.length < 5)
        return { kind: 'form-errors', errors: { description: '请写清楚：什么、何时、影响谁' } };
      return createTicket(description, who.locale ?? 'zh-CN');
    }
    const number = what.value;
    const card = cards.get(number);
    if (card === undefined) return { kind: 'nothing' };
    taken.add(number);
    const message = outbound(
      'support',
      ticketCard(number, card.text, `处理中 · ${who.name}`, 'good', []),
      card.address.message,
      null,
    );
    await playground.port.update(card.address, message, never);
    await post('support', { tone: 'muted', title: `${who.name} 认领`, summary: '' }, { thread: card.address });
    return { kind: 'nothing' };
  }

  const STEP_MS = { '1m': MINUTE_MS, '15m': 15 * MINUTE_MS, '1h': HOUR_MS, 'next-working-morning': 23 * HOUR_MS };
  const pages: PlaygroundPages = {
    playground,
    async dispatch(deed) {
      inbound.push(deed);
      const answer = nextAnswer;
      nextAnswer = null;
      if (answer !== null) return answer(deed);
      return { reply: await run(deed), later: null };
    },
    catalogue: CATALOGUE,
    people: () => PEOPLE,
    home: async (id) => (PEOPLE.some((one) => one.id === id) ? { cards: [], total: 0, late: 0 } : null),
    channels: () => CHANNELS,
    clock: {
      now: () => now,
      offset: () => now - START,
      timezone: 'Asia/Shanghai',
      async forward(step) {
        const from = now;
        const to = now + STEP_MS[step];
        const due = pending.filter(({ at }) => at <= to).toSorted((a, b) => a.at - b.at);
        for (const one of due) {
          pending.splice(pending.indexOf(one), 1);
          now = one.at;
          await one.run();
        }
        now = to;
        return { from, to, ticks: due.length };
      },
    },
    locale: 'zh-CN',
    baseUrl: 'http://playground.test',
    stopping: stopping.signal,
    onError: (_id, error) => errors.push(error),
  };

  return {
    playground,
    pages,
    inbound,
    errors,
    answerNext: (answer) => {
      nextAnswer = answer;
    },
    post,
    stop: () => stopping.abort(),
  };
}

export interface ServedPlayground extends ScriptedPlayground {
  readonly url: string;
  close(): Promise<void>;
}

/** The scripted playground on a port of this machine; 0 is any free one. */
export async function serveScriptedPlayground(port = 0): Promise<ServedPlayground> {
  const scripted = await createScriptedPlayground();
  const app = playgroundRoutes(scripted.pages);
  const { server, url } = await new Promise<{ server: ServerType; url: string }>((resolve) => {
    const started = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (info) =>
      resolve({ server: started, url: `http://127.0.0.1:${info.port}` }),
    );
  });
  return {
    ...scripted,
    url,
    async close() {
      scripted.stop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function ticketButtons(number: string): Button[] {
  return [
    { action: 'ticket.ack', value: number, label: '知道了', typed: `/ticket ack ${number}` },
    { action: 'ticket.take', value: number, label: '认领', style: 'primary', typed: `/ticket take ${number}` },
    { action: 'ticket.cancel', value: number, label: '取消', style: 'danger', typed: `/ticket cancel ${number}` },
  ];
}

function ticketCard(number: string, text: string, status: string, tone: Card['tone'], buttons: Button[]): Card {
  return {
    tone,
    title: `${number} · ${status}`,
    summary: `${number} ${text}`,
    body: text,
    facts: [
      { label: '客户', value: '云帆科技' },
      { label: '类型', value: '咨询' },
      { label: '紧急程度', value: '紧急' },
      { label: '首次响应', value: '周一 10:15 前' },
    ],
    mentions: tone === 'alarm' ? [{ id: 'chen', name: '陈静' }] : [],
    buttons,
    footer: '客服部 · 由林小雨录入',
  };
}

function ticketForm(description: string): Form {
  return {
    action: 'ticket.new',
    context: '',
    title: '新建工单',
    intro: '写下客户的原话，时钟从这一刻开始。',
    submit: '创建',
    cancel: '取消',
    fields: [
      {
        kind: 'text',
        name: 'description',
        label: '问题描述',
        hint: '什么问题、从何时起、影响多少人',
        multiline: true,
        initial: description,
      },
      { kind: 'text', name: 'customer', label: '客户', optional: true, placeholder: '云帆科技' },
      {
        kind: 'choice',
        name: 'urgency',
        label: '紧急程度',
        choices: [
          { value: 'urgent', label: '紧急' },
          { value: 'important', label: '重要' },
          { value: 'normal', label: '一般' },
        ],
        initial: 'normal',
      },
    ],
  };
}
