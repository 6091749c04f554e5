import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect } from 'vitest';
import type { Card } from '../../../../src/chat/card.ts';
import type { Form } from '../../../../src/chat/form.ts';
import type { AnswerForm } from '../../../../src/chat/form-link.ts';
import type { Account, Answer, Deed, Inbound, Reply } from '../../../../src/chat/inbound.ts';
import type { InboxStore, ReceivedDeed } from '../../../../src/chat/inbox.ts';
import type { Spoken } from '../../../../src/chat/spoken.ts';
import type { CardCodes } from '../../../../src/chat/wecom/app/card-codes.ts';
import type { Member } from '../../../../src/chat/wecom/app/members.ts';
import { createWecomApp, type WecomApp } from '../../../../src/chat/wecom/app/wecom-app.ts';
import { commandCatalogue } from '../../../../src/commands/catalogue.ts';
import { createFakeWecom, type FakeWecom } from '../../../support/fake-wecom/fake-wecom.ts';

/** The real adapter over HTTP against the fake WeCom, with a dispatch that the test writes and stores in memory. */

export function card(title: string, more: Partial<Card> = {}): Card {
  return { tone: 'info', title, summary: title, ...more };
}

export function says(title: string, more: Partial<Card> = {}, outcome?: object): Answer {
  const reply: Reply = { kind: 'card', card: card(title, more), ...(outcome === undefined ? {} : { outcome }) };
  return { reply, later: null };
}

export const ticketForm: Form = {
  action: 'ticket.new',
  context: 'from-command',
  title: '新建工单',
  intro: '影响多少人？',
  submit: '创建',
  cancel: '取消',
  fields: [{ kind: 'text', name: 'text', label: '发生了什么' }],
};

/** An inbox in memory; `isGone`: the database does not answer. */
export function memoryInbox(): InboxStore & {
  readonly deeds: Map<string, ReceivedDeed | null>;
  isGone: boolean;
  left: ReceivedDeed[];
} {
  const deeds = new Map<string, ReceivedDeed | null>();
  const store = {
    deeds,
    isGone: false,
    left: [] as ReceivedDeed[],
    async keep(deed: ReceivedDeed) {
      if (store.isGone) throw new Error('the database is gone');
      const key = deed.inbound.dedupeKey;
      if (deeds.has(key)) return false;
      deeds.set(key, deed);
      return true;
    },
    renew: async () => undefined,
    async finish(key: string) {
      if (store.isGone) throw new Error('the database is gone');
      if (deeds.has(key)) deeds.set(key, null);
    },
    takeOver: async () => store.left.splice(0).map((deed) => ({ ...deed, attempts: 2 })),
  };
  return store;
}

export function memoryCodes(): CardCodes & { readonly kept: [taskId: string, code: string][]; isGone: boolean } {
  const kept: [string, string][] = [];
  const replaced = new Map<string, string>();
  const codes = {
    kept,
    isGone: false,
    async keep(taskId: string, code: string) {
      if (codes.isGone) throw new Error('the database is gone');
      kept.push([taskId, code]);
    },
    async take(taskId: string) {
      if (codes.isGone) throw new Error('the database is gone');
      const at = kept.findIndex(([id]) => id === taskId);
      return at === -1 ? null : (kept.splice(at, 1)[0]?.[1] ?? null);
    },
    async replace(taskId: string, by: string) {
      replaced.set(taskId, by);
    },
    replacedBy: async (taskId: string) => replaced.get(taskId) ?? null,
  };
  return codes;
}

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

export interface Harness {
  readonly fake: FakeWecom;
  readonly app: WecomApp;
  readonly inbox: ReturnType<typeof memoryInbox>;
  readonly codes: ReturnType<typeof memoryCodes>;
  readonly members: Map<string, Member>;
  /** What was dispatched, oldest first. */
  readonly inbound: Inbound[];
  readonly delivered: { account: Account; reply: Reply }[];
  readonly lockedOut: { errcode: number; errmsg: string }[];
  readonly named: Account[];
  /** Who was told something past the outbox, as it is counted. */
  readonly said: string[];
  /** What was said with more than delivery can take back. */
  readonly spoken: Spoken[];
  /** Members whose customers are others now. */
  readonly changedMembers: string[];
  readonly logs: LogLine[];
  unknownCodes: number;
  /** Called for every deed; replaced by the tests. */
  respond: (inbound: Inbound) => Answer | Promise<Answer>;
  /** Makes links of forms; replaced by the tests. */
  formLink: (account: Account, form: Form) => Promise<string>;
  /** What becomes of a form on a card; replaced by the tests. */
  answerForm: AnswerForm;
  /** Machine time of product and fake is ahead by so much. */
  skewMs: number;
  /** Errors in the log are what this test is about. */
  allowErrors: boolean;
}

const open: { harness: Harness; server: Server }[] = [];

/** Starts fake and adapter; everything is stopped, and the fake's rules checked, after the test. */
export async function startHarness(
  options: { timeoutMs?: number; staff?: readonly string[]; start?: boolean } = {},
): Promise<Harness> {
  let harness: Harness;
  const now = (): number => Date.now() + (harness?.skewMs ?? 0);
  const fake = await createFakeWecom({ now });
  fake.addMember({ id: 'ZhangSan', name: '张三', leaders: ['Lead1', 'mgr1'] });
  fake.addMember({ id: '007', name: '小李', leaders: ['lead1'] });
  fake.addMember({ id: 'Lead1', name: '陈组长', leaders: ['mgr1'] });
  fake.addMember({ id: 'mgr1', name: '王经理' });
  const inbox = memoryInbox();
  const codes = memoryCodes();
  const members = new Map<string, Member>();
  const inbound: Inbound[] = [];
  const delivered: Harness['delivered'] = [];
  const lockedOut: Harness['lockedOut'] = [];
  const named: Account[] = [];
  const said: string[] = [];
  const spoken: Spoken[] = [];
  const changedMembers: string[] = [];
  const logs: LogLine[] = [];
  const log = (level: LogLine['level']) => (fields: object, message: string) => logs.push({ level, fields, message });
  const { corpId, agentId, secret, token, encodingAesKey, apiUrl } = fake;
  const app = createWecomApp({
    config: { corpId, agentId, secret, token, encodingAesKey, apiUrl },
    dispatch: async (deed) => {
      inbound.push(deed);
      return harness.respond(deed);
    },
    catalogue: commandCatalogue,
    inbox,
    codes,
    members: {
      load: async () => [...members.values()].map((one) => ({ ...one, fetchedAt: now() })),
      save: async (_, member) => void members.set(member.id, member),
    },
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    localeOf: () => 'zh-CN',
    formLink: async (account, form) => ({ url: await harness.formLink(account, form), key: 'k1' }),
    answerForm: (key, who, values) => harness.answerForm(key, who, values),
    link: () => 'https://huiyin.example.com',
    deliverPrivately: async (account, reply) => void delivered.push({ account, reply }),
    said: (account) => void said.push(account.id),
    keepSpoken: (what) => void spoken.push(what),
    customersChanged: async (member) => void changedMembers.push(member),
    presentOf: ({ value }): Deed => ({ type: 'click', action: 'ticket.show', value }),
    people: () => options.staff ?? [],
    named: (account) => void named.push(account),
    onLockedOut: (refusal) => void lockedOut.push(refusal),
    onUnknownCode: () => {
      harness.unknownCodes += 1;
    },
    now,
    elapsed: now,
    timeoutMs: options.timeoutMs ?? 2_000,
  });
  const server = createServer(app.requestListener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  fake.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom/callback`);
  harness = {
    ...{ fake, app, inbox, codes, members, inbound, delivered, lockedOut, named, said, spoken, changedMembers, logs },
    unknownCodes: 0,
    respond: () => says('好'),
    formLink: async () => 'https://huiyin.example.com/forms/abc',
    answerForm: async () => ({ state: 'unknown' }),
    skewMs: 0,
    allowErrors: false,
  };
  open.push({ harness, server });
  if (options.start !== false) app.start();
  return harness;
}

afterEach(async () => {
  for (const { harness, server } of open.splice(0)) {
    harness.app.stop();
    await harness.app.drain();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await harness.fake.close();
    expect(harness.fake.violations).toEqual([]);
    if (!harness.allowErrors) expect(harness.logs.filter((line) => line.level === 'error')).toEqual([]);
  }
});
