import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import type { Catalogue } from '../../../src/chat/catalogue.ts';
import type { Form } from '../../../src/chat/form.ts';
import type { Account, Answer, Inbound, Reply } from '../../../src/chat/inbound.ts';
import { createSlack, type Slack } from '../../../src/chat/slack/slack.ts';
import type { SlackTexts } from '../../../src/chat/slack/texts.ts';
import { createFakeSlack, type FakeSlack } from '../../support/fake-slack/fake-slack.ts';

/** The real adapter over HTTP against the fake Slack, with a dispatch that the test writes. */

export const texts: SlackTexts = {
  cutAt: (characters) => `…〔cut, ${characters} characters in all〕`,
  moreItems: (count) => `${count} more rows.`,
  moreChoices: (count) => `${count} more choices.`,
  moreButtons: (count) => `${count} more buttons.`,
  formCouldNotOpen: () => 'The form could not be opened; nothing was saved.',
  formNotHere: (command) => `Forms do not open here: use ${command}.`,
  askedBack: () => ({ title: 'Nothing was saved yet.', hint: 'Answer, or add !anyway.' }),
  notUnderstood: (commands) => `I know ${commands.join(' ')}.`,
  windowTitle: () => 'Answer',
  close: () => 'Close',
};

export const catalogue: Catalogue = {
  commands: [
    {
      name: 'ticket',
      aliases: ['工单'],
      description: { en: 'Tickets', 'zh-CN': '工单' },
      usage: { en: '[new] text', 'zh-CN': '[new] 描述' },
      verbs: [],
    },
  ],
  shortcuts: [
    {
      name: 'ticket-from-message',
      on: 'message',
      label: { en: 'Create ticket', 'zh-CN': '建工单' },
      description: { en: 'A ticket from this message', 'zh-CN': '由这条消息建工单' },
    },
    {
      name: 'ticket-new',
      on: 'anywhere',
      label: { en: 'New ticket', 'zh-CN': '新建工单' },
      description: { en: 'Opens the form', 'zh-CN': '打开表单' },
    },
  ],
  actions: ['ticket.take'],
  forms: ['ticket.new'],
};

export function card(title: string, more: Partial<Card> = {}): Card {
  return { tone: 'info', title, summary: title, ...more };
}

export function says(title: string, more: Partial<Card> = {}): Answer {
  return { reply: { kind: 'card', card: card(title, more) }, later: null };
}

export const ticketForm: Form = {
  action: 'ticket.new',
  context: 'from-command',
  title: 'New ticket',
  submit: 'Create',
  cancel: 'Cancel',
  fields: [
    { kind: 'text', name: 'text', label: 'What happened', multiline: true },
    {
      kind: 'choice',
      name: 'kind',
      label: 'Kind',
      optional: true,
      choices: [
        { value: 'complaint', label: 'Complaint' },
        { value: 'inquiry', label: 'Inquiry' },
      ],
    },
  ],
};

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

export interface Harness {
  readonly fake: FakeSlack;
  readonly slack: Slack;
  /** What was dispatched, oldest first. */
  readonly inbound: Inbound[];
  readonly delivered: { account: Account; reply: Reply }[];
  readonly logs: LogLine[];
  readonly url: string;
  /** Called for every deed; replaced by the tests. */
  respond: (inbound: Inbound) => Answer | Promise<Answer>;
  /** Machine time of product and fake; runs by itself from the true time on. */
  skewMs: number;
  /** Ends the test's check that nothing was logged as an error. */
  allowErrors: boolean;
}

const open: { harness: Harness; server: Server | null }[] = [];

/** Starts fake and adapter; everything is stopped, and the fake's rules checked, after the test. */
export async function startHarness(options: { socketMode?: boolean; timeoutMs?: number } = {}): Promise<Harness> {
  let harness: Harness;
  const now = (): number => Date.now() + (harness?.skewMs ?? 0);
  const fake = await createFakeSlack({ now });
  const inbound: Inbound[] = [];
  const delivered: Harness['delivered'] = [];
  const logs: LogLine[] = [];
  const log = (level: LogLine['level']) => (fields: object, message: string) => logs.push({ level, fields, message });
  fake.addUser({ id: 'U0AGENT1', name: 'agent1', displayName: '小王', locale: 'zh-CN' });
  fake.addUser({ id: 'U0LEAD', name: 'lead', displayName: 'Lee', locale: 'en-GB' });
  fake.addChannel({ id: 'C0SUPPORT', name: 'support' });
  const slack = createSlack({
    config: {
      botToken: fake.botToken,
      apiUrl: fake.apiUrl,
      ...(options.socketMode === true ? { appToken: fake.appToken } : { signingSecret: fake.signingSecret }),
    },
    dispatch: async (deed) => {
      inbound.push(deed);
      return harness.respond(deed);
    },
    catalogue,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    texts: () => texts,
    now,
    deliverPrivately: async (account, reply) => {
      delivered.push({ account, reply });
    },
    timeoutMs: options.timeoutMs ?? 2_000,
  });
  let server: Server | null = null;
  let url = '';
  if (slack.requestListener !== null) {
    server = createServer(slack.requestListener);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
    fake.connect(url);
  }
  harness = { fake, slack, inbound, delivered, logs, url, respond: () => says('ok'), skewMs: 0, allowErrors: false };
  open.push({ harness, server });
  await slack.start();
  if (server === null) await fake.useSocketMode();
  return harness;
}

afterEach(async () => {
  for (const { harness, server } of open.splice(0)) {
    await harness.slack.stop();
    await harness.slack.drain();
    server?.closeAllConnections();
    await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
    await harness.fake.close();
    expect(harness.fake.violations).toEqual([]);
    if (!harness.allowErrors) expect(harness.logs.filter((line) => line.level === 'error')).toEqual([]);
  }
});
