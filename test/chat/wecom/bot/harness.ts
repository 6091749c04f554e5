import { afterEach, expect, vi } from 'vitest';
import type { Card } from '../../../../src/chat/card.ts';
import type { Form } from '../../../../src/chat/form.ts';
import type { Account, Answer, Inbound } from '../../../../src/chat/inbound.ts';
import type { InboxStore, ReceivedDeed } from '../../../../src/chat/inbox.ts';
import type { BotTrouble } from '../../../../src/chat/wecom/bot/holder.ts';
import { createWecomBot, type WecomBot, type WecomBotDeps } from '../../../../src/chat/wecom/bot/wecom-bot.ts';
import { commandCatalogue } from '../../../../src/commands/catalogue.ts';
import type { Locale } from '../../../../src/domain/vocabulary.ts';
import { messagesOf } from '../../../../src/i18n/messages.ts';
import { createFakeWecomBot, type FakeWecomBot } from '../../../support/fake-wecom/bot-server.ts';

/** The real adapter over a real WebSocket against the fake, with a dispatch that the test writes. */

export function card(title: string, more: Partial<Card> = {}): Card {
  return { tone: 'info', title, summary: title, ...more };
}

export function says(title: string, more: Partial<Card> = {}, outcome?: object): Answer {
  return {
    reply: { kind: 'card', card: card(title, more), ...(outcome === undefined ? {} : { outcome }) },
    later: null,
  };
}

export const takeButton = {
  action: 'ticket.take',
  value: 'C202611001',
  label: '认领',
  typed: '/ticket take C202611001',
};

export const ticketForm: Form = {
  action: 'ticket.new',
  context: '',
  title: '新建工单',
  submit: '提交',
  cancel: '取消',
  fields: [{ kind: 'text', name: 'text', label: '说明' }],
};

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

export interface Harness {
  readonly fake: FakeWecomBot;
  readonly bot: WecomBot;
  /** What was dispatched, oldest first. */
  readonly inbound: Inbound[];
  readonly logs: LogLine[];
  readonly troubles: BotTrouble[];
  readonly counted: string[];
  /** Conversations in which something was said past delivery. */
  readonly said: string[];
  readonly inbox: MemoryInbox;
  readonly lease: MemoryLease;
  /** Called for every deed; replaced by the tests. */
  respond: (inbound: Inbound) => Answer | Promise<Answer>;
  /** What a clicked card shows now, by its task id. */
  readonly newest: Map<string, { card: Card; locale: Locale }>;
  /** Ends the test's check that nothing was logged as an error. */
  allowErrors: boolean;
  /** One more replica on the same inbox and lease. */
  startReplica(): WecomBot;
}

/** Kept deeds without a database; leases of deeds last until the test says otherwise. */
export interface MemoryInbox extends InboxStore {
  readonly kept: Map<string, { deed: ReceivedDeed; isDone: boolean; attempts: number }>;
  /** Whoever held them is gone. */
  orphan(): void;
  isBroken: boolean;
}

export interface MemoryLease {
  holder: string | null;
  /** What `take` does instead, when set. */
  fault: (() => Promise<never>) | null;
}

const running: { harness: Harness; bots: WecomBot[] }[] = [];

export interface HarnessOptions
  extends Partial<Pick<WecomBotDeps, 'toUserId' | 'formLink' | 'answerForm' | 'formElsewhere'>> {
  readonly servesPeople?: boolean;
  readonly pingEveryMs?: number;
  readonly answerMs?: number;
  readonly isPerson?: (name: string) => boolean;
}

/** Starts fake and adapter, connected; everything is stopped, and the fake's rules checked, after the test. */
export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  const fake = await createFakeWecomBot();
  const inbound: Inbound[] = [];
  const logs: LogLine[] = [];
  const troubles: BotTrouble[] = [];
  const counted: string[] = [];
  const said: string[] = [];
  const newest: Harness['newest'] = new Map();
  const inbox = createMemoryInbox();
  const lease: MemoryLease = { holder: null, fault: null };
  const bots: WecomBot[] = [];
  const log = (level: LogLine['level']) => (fields: object, message: string) => logs.push({ level, fields, message });

  function startReplica(): WecomBot {
    const id = `replica-${bots.length}`;
    const bot = createWecomBot({
      config: {
        url: fake.url,
        botId: fake.botId,
        secret: fake.secret,
        workspace: 'ww0corp',
        servesPeople: options.servesPeople ?? true,
      },
      dispatch: async (deed) => {
        inbound.push(deed);
        return harness.respond(deed);
      },
      catalogue: commandCatalogue,
      inboxStore: inbox,
      lease: {
        async take() {
          if (lease.fault !== null) return lease.fault();
          lease.holder ??= id;
          return lease.holder === id ? { held: true } : { held: false, freeInMs: 50 };
        },
        async release() {
          if (lease.holder === id) lease.holder = null;
        },
      },
      localeAt: () => 'zh-CN',
      messages: messagesOf,
      nameOf: () => null,
      isPerson: options.isPerson ?? ((name) => ['小王', '小李'].includes(name)),
      isTeamPlace: (conversation) => conversation === 'bot:CHAT1',
      newestCard: async (_, message) => newest.get(message) ?? null,
      formLink:
        options.formLink ??
        (async (account: Account) => ({ url: `https://huiyin.test/forms/${account.id}`, key: 'k1' })),
      answerForm: options.answerForm ?? (async () => ({ state: 'unknown' })),
      formElsewhere: options.formElsewhere ?? null,
      toUserId: options.toUserId ?? null,
      onTrouble: (trouble) => troubles.push(trouble),
      onConnected: () => {},
      onUnknownCode: () => counted.push('unknown-code'),
      onSaid: (conversation) => said.push(conversation),
      count: (kind) => counted.push(kind),
      log: { info: log('info'), warn: log('warn'), error: log('error') },
      timing: {
        connectMs: 2_000,
        pingEveryMs: options.pingEveryMs ?? 30_000,
        answerMs: options.answerMs ?? 2_000,
      },
    });
    bots.push(bot);
    bot.start();
    return bot;
  }

  let harness: Harness;
  const first = (): WecomBot => bots[0] ?? expect.unreachable('no bot');
  harness = {
    fake,
    get bot() {
      return first();
    },
    inbound,
    logs,
    troubles,
    counted,
    said,
    inbox,
    lease,
    respond: () => says('ok'),
    newest,
    allowErrors: false,
    startReplica,
  };
  running.push({ harness, bots });
  startReplica();
  // The platform has answered the subscription; the product has yet to hear it.
  await vi.waitFor(() => expect(first().port.isServing?.()).toBe(true), { timeout: 5_000, interval: 2 });
  return harness;
}

function createMemoryInbox(): MemoryInbox {
  const kept: MemoryInbox['kept'] = new Map();
  const free = new Set<string>();
  const inbox: MemoryInbox = {
    kept,
    isBroken: false,
    orphan() {
      for (const [key, { isDone }] of kept) if (!isDone) free.add(key);
    },
    async keep(deed) {
      if (inbox.isBroken) throw new Error('no database');
      const key = deed.inbound.dedupeKey;
      if (kept.has(key)) return false;
      kept.set(key, { deed, isDone: false, attempts: 1 });
      return true;
    },
    async renew() {},
    async finish(key) {
      const found = kept.get(key);
      if (found !== undefined) found.isDone = true;
    },
    async takeOver(surface) {
      const keys = [...free];
      free.clear();
      return keys.flatMap((key) => {
        const found = kept.get(key);
        if (found === undefined || found.isDone || found.deed.surface !== surface) return [];
        found.attempts += 1;
        // What is stored is JSON.
        return [{ ...(JSON.parse(JSON.stringify(found.deed)) as ReceivedDeed), attempts: found.attempts }];
      });
    },
  };
  return inbox;
}

afterEach(async () => {
  for (const { harness, bots } of running.splice(0)) {
    for (const bot of bots) {
      bot.stop();
      await bot.drain();
      await bot.close();
    }
    await harness.fake.close();
    expect(harness.fake.violations).toEqual([]);
    if (!harness.allowErrors) expect(harness.logs.filter((line) => line.level === 'error')).toEqual([]);
  }
});
