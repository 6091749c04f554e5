import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { DeliveryOutcome, MessageAddress, OutboundMessage } from '../../../src/chat/port.ts';
import { createSlack } from '../../../src/chat/slack/slack.ts';
import type { Fault } from '../../support/fake-slack/fake-slack.ts';
import { card, catalogue, type Harness, says, startHarness, texts } from './harness.ts';

const soon = (): AbortSignal => AbortSignal.timeout(3_000);

function message(more: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    id: 'm-1',
    to: { platform: 'slack', workspace: 'T0ACME', id: 'C0SUPPORT' },
    thread: null,
    card: card('C202611001 打印机', { mentions: [{ id: 'U0LEAD', name: 'Lee' }] }),
    locale: 'zh-CN',
    ...more,
  };
}

async function sent(harness: Harness, more: Partial<OutboundMessage> = {}): Promise<MessageAddress> {
  const outcome = await harness.slack.port.post(message(more), soon());
  return outcome.outcome === 'sent' ? outcome.address : expect.unreachable(JSON.stringify(outcome));
}

describe('posting', () => {
  it('shows the card in the channel, calls those mentioned, and says where it is', async () => {
    const harness = await startHarness();
    const address = await sent(harness);
    const shown = await harness.fake.channel('support').expectCard(/C202611001 打印机/);
    expect(address).toEqual({ conversation: 'C0SUPPORT', message: shown.ts });
    expect(shown.text).toContain('<@U0LEAD>');
    expect(shown.notification).toBe('C202611001 打印机');
    expect(harness.slack.port.workspace).toBe('T0ACME');
  });

  it('puts replies into the thread of their card', async () => {
    const harness = await startHarness();
    const thread = await sent(harness);
    await sent(harness, { id: 'm-2', thread, card: card('taken') });
    const top = await harness.fake.channel('support').expectCard(/C202611001/);
    expect(top.thread().map((each) => each.notification)).toEqual(['taken']);
    expect(harness.fake.channel('support').messages()).toHaveLength(1);
  });

  it('ignores a thread of another conversation', async () => {
    const harness = await startHarness();
    await sent(harness, { thread: { conversation: 'C0OTHER', message: '1.2' } });
    expect(harness.fake.channel('support').messages()).toHaveLength(1);
  });

  it('opens a direct talk once per person', async () => {
    const harness = await startHarness();
    const to = { platform: 'slack', workspace: 'T0ACME', id: '@U0LEAD' } as const;
    await sent(harness, { to });
    await sent(harness, { id: 'm-2', to });
    expect(harness.fake.user('lead').directMessages()).toHaveLength(2);
    expect(harness.fake.callsOf('conversations.open')).toHaveLength(1);
  });

  const faults: [Fault, DeliveryOutcome][] = [
    [
      { status: 429, retryAfter: 7 },
      { outcome: 'retry-later', reason: 'ratelimited', afterMs: 7_000, limited: true },
    ],
    [{ status: 429 }, { outcome: 'retry-later', reason: 'ratelimited', afterMs: 1_000, limited: true }],
    [
      { status: 429, retryAfter: 'soon' },
      { outcome: 'retry-later', reason: 'ratelimited', afterMs: 1_000, limited: true },
    ],
    [{ error: 'ratelimited' }, { outcome: 'retry-later', reason: 'ratelimited', afterMs: 1_000, limited: true }],
    [{ status: 500 }, { outcome: 'uncertain', reason: 'http-500' }],
    [{ status: 503 }, { outcome: 'uncertain', reason: 'http-503' }],
    [{ error: 'fatal_error' }, { outcome: 'uncertain', reason: 'fatal_error' }],
    [{ error: 'internal_error' }, { outcome: 'uncertain', reason: 'internal_error' }],
    ['nonsense', { outcome: 'uncertain', reason: 'nonsense' }],
    ['html', { outcome: 'uncertain', reason: 'nonsense' }],
    ['null', { outcome: 'uncertain', reason: 'TypeError' }],
    ['drop', { outcome: 'uncertain', reason: 'UND_ERR_SOCKET' }],
    ['drop-after-accept', { outcome: 'uncertain', reason: 'UND_ERR_SOCKET' }],
    ['hang', { outcome: 'uncertain', reason: 'TimeoutError' }],
    ['hang-after-accept', { outcome: 'uncertain', reason: 'TimeoutError' }],
    [{ error: 'channel_not_found' }, { outcome: 'rejected', reason: 'channel_not_found', gone: true }],
    [{ error: 'is_archived' }, { outcome: 'rejected', reason: 'is_archived', gone: true }],
    [{ error: 'not_in_channel' }, { outcome: 'rejected', reason: 'not_in_channel', gone: true }],
    ...[
      'restricted_action',
      'restricted_action_read_only_channel',
      'restricted_action_thread_only_channel',
      'restricted_action_non_threadable_channel',
      'user_disabled',
      'cannot_dm_bot',
      'messages_tab_disabled',
    ].map((error): [Fault, DeliveryOutcome] => [{ error }, { outcome: 'rejected', reason: error, gone: true }]),
    [{ error: 'invalid_blocks' }, { outcome: 'rejected', reason: 'invalid_blocks', gone: false }],
    [{ error: 'msg_too_long' }, { outcome: 'rejected', reason: 'msg_too_long', gone: false }],
    [{ error: 'token_revoked' }, { outcome: 'retry-later', reason: 'token_revoked', afterMs: 60_000, limited: false }],
    [{ error: 'missing_scope' }, { outcome: 'retry-later', reason: 'missing_scope', afterMs: 60_000, limited: false }],
  ];
  it.each(faults)('when Slack answers %j comes to %j, after one call', async (fault, outcome) => {
    const harness = await startHarness({ timeoutMs: 200 });
    harness.allowErrors = true;
    harness.fake.failNext('chat.postMessage', fault);
    expect(await harness.slack.port.post(message(), soon())).toEqual(outcome);
    expect(harness.fake.callsOf('chat.postMessage')).toHaveLength(1);
    const isLockout = outcome.outcome === 'retry-later' && outcome.afterMs === 60_000;
    expect(harness.logs.some((line) => line.level === 'error' && /token and scopes/.test(line.message))).toBe(
      isLockout,
    );
  });

  const noTalk: [Fault, DeliveryOutcome['outcome']][] = [
    ['hang', 'retry-later'],
    ['nonsense', 'retry-later'],
    [{ status: 500 }, 'retry-later'],
    [{ status: 429, retryAfter: 1 }, 'retry-later'],
    [{ error: 'user_not_found' }, 'rejected'],
  ];
  it.each(noTalk)('shows nothing and knows it when no direct talk opens: %j', async (fault, outcome) => {
    const harness = await startHarness({ timeoutMs: 200 });
    harness.fake.failNext('conversations.open', fault);
    const to = { platform: 'slack', workspace: 'T0ACME', id: '@U0LEAD' } as const;
    expect((await harness.slack.port.post(message({ to }), soon())).outcome).toBe(outcome);
    expect(harness.fake.callsOf('chat.postMessage')).toEqual([]);
  });

  it('shows nothing where the process stood still while the talk was opened: somebody else may have posted it', async () => {
    const harness = await startHarness();
    const to = { platform: 'slack', workspace: 'T0ACME', id: '@U0LEAD' } as const;
    const opened = harness.fake.until(
      () => (harness.fake.callsOf('conversations.open').length === 1 ? true : null),
      'a talk that is opened',
    );
    const frozen = opened.then(() => (harness.skewMs = 40_000));
    const outcome = await harness.slack.port.post(message({ to }), soon());
    await frozen;
    expect(outcome).toMatchObject({ outcome: 'retry-later', afterMs: null });
    expect(harness.fake.callsOf('chat.postMessage')).toEqual([]);
    // The talk is known now, and the next try needs no time for it.
    expect((await harness.slack.port.post(message({ to }), soon())).outcome).toBe('sent');
  });

  it('to an unknown, archived or closed channel is refused as gone', async () => {
    const harness = await startHarness();
    harness.fake.addChannel({ id: 'C0CLOSED', name: 'closed', withBot: false });
    harness.fake.channel('support').archive();
    for (const id of ['C0SUPPORT', 'C0CLOSED', 'C0NONE']) {
      const to = { platform: 'slack', workspace: 'T0ACME', id } as const;
      expect(await harness.slack.port.post(message({ to }), soon())).toMatchObject({ outcome: 'rejected', gone: true });
    }
  });

  it('obeys its signal: before the request nothing happened, after it nobody knows', async () => {
    const harness = await startHarness();
    const before = await harness.slack.port.post(message(), AbortSignal.abort());
    expect(before.outcome).toBe('retry-later');
    expect(harness.fake.callsOf('chat.postMessage')).toEqual([]);
    harness.fake.failNext('chat.postMessage', 'hang-after-accept');
    const controller = new AbortController();
    const after = harness.slack.port.post(message(), controller.signal);
    await harness.fake.channel('support').expectCard(/C202611001/);
    controller.abort();
    expect((await after).outcome).toBe('uncertain');
  });

  it('does not make one conversation wait for another that Slack has slowed down', async () => {
    const harness = await startHarness();
    harness.fake.addChannel({ id: 'C0OTHER', name: 'other' });
    harness.fake.failNext('chat.postMessage', { status: 429, retryAfter: 30 });
    expect((await harness.slack.port.post(message(), soon())).outcome).toBe('retry-later');
    const to = { platform: 'slack', workspace: 'T0ACME', id: 'C0OTHER' } as const;
    const start = performance.now();
    expect((await harness.slack.port.post(message({ id: 'm-2', to }), soon())).outcome).toBe('sent');
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe('updating', () => {
  it('shows the new state in place', async () => {
    const harness = await startHarness();
    const address = await sent(harness);
    const shown = await harness.fake.channel('support').expectCard(/C202611001/);
    const outcome = await harness.slack.port.update(address, message({ card: card('已认领') }), soon());
    expect(outcome).toEqual({ outcome: 'sent', address });
    await shown.expectUpdate(/已认领/);
    expect(harness.fake.channel('support').messages()).toHaveLength(1);
  });

  const faults: [Fault, DeliveryOutcome][] = [
    [{ status: 500 }, { outcome: 'retry-later', reason: 'http-500', afterMs: null, limited: false }],
    ['nonsense', { outcome: 'retry-later', reason: 'nonsense', afterMs: null, limited: false }],
    ['hang', { outcome: 'retry-later', reason: 'TimeoutError', afterMs: null, limited: false }],
    ['drop', { outcome: 'retry-later', reason: 'UND_ERR_SOCKET', afterMs: null, limited: false }],
    [
      { status: 429, retryAfter: 2 },
      { outcome: 'retry-later', reason: 'ratelimited', afterMs: 2_000, limited: true },
    ],
    [{ error: 'message_not_found' }, { outcome: 'rejected', reason: 'message_not_found', gone: true }],
    [{ error: 'cant_update_message' }, { outcome: 'rejected', reason: 'cant_update_message', gone: true }],
  ];
  it.each(faults)('when Slack answers %j comes to %j: a repeat does no harm', async (fault, outcome) => {
    const harness = await startHarness({ timeoutMs: 200 });
    const address = await sent(harness);
    harness.fake.failNext('chat.update', fault);
    expect(await harness.slack.port.update(address, message(), soon())).toEqual(outcome);
  });
});

describe('finding a message in flight', () => {
  it.each(['drop-after-accept', 'hang-after-accept'] as const)('finds what was shown in spite of %s', async (fault) => {
    const harness = await startHarness({ timeoutMs: 200 });
    harness.fake.failNext('chat.postMessage', fault);
    expect((await harness.slack.port.post(message(), soon())).outcome).toBe('uncertain');
    const [shown] = harness.fake.channel('support').messages();
    const found = await harness.slack.port.find(message(), soon());
    expect(found).toEqual({ conversation: 'C0SUPPORT', message: shown?.ts });
    expect(await harness.slack.port.find(message({ id: 'm-2' }), soon())).toBeNull();
  });

  it('finds replies in their thread, and direct messages', async () => {
    const harness = await startHarness();
    const thread = await sent(harness);
    const reply = await sent(harness, { id: 'm-2', thread });
    expect(await harness.slack.port.find(message({ id: 'm-2', thread }), soon())).toEqual(reply);
    expect(await harness.slack.port.find(message({ id: 'm-3', thread }), soon())).toBeNull();
    const to = { platform: 'slack', workspace: 'T0ACME', id: '@U0LEAD' } as const;
    const direct = await sent(harness, { id: 'm-4', to });
    expect(await harness.slack.port.find(message({ id: 'm-4', to }), soon())).toEqual(direct);
  });

  it('looks through more than one page of a busy channel, but not for ever', async () => {
    const harness = await startHarness();
    const address = await sent(harness);
    for (let i = 0; i < 450; i++) harness.fake.channel('support').hears(`chatter ${i}`);
    expect(await harness.slack.port.find(message(), soon())).toEqual(address);
    expect(harness.fake.callsOf('conversations.history')).toHaveLength(3);
    for (let i = 0; i < 2_000; i++) harness.fake.channel('support').hears(`more chatter ${i}`);
    expect(await harness.slack.port.find(message(), soon())).toBe('unknown');
  });

  it('does not know when Slack does not answer, and knows when there is no such place', async () => {
    const harness = await startHarness({ timeoutMs: 200 });
    for (const fault of [
      'hang',
      'nonsense',
      { status: 500 },
      { status: 429, retryAfter: 1 },
      { error: 'missing_scope' },
    ] as const) {
      harness.fake.failNext('conversations.history', fault);
      expect(await harness.slack.port.find(message(), soon())).toBe('unknown');
    }
    const to = { platform: 'slack', workspace: 'T0ACME', id: 'C0NONE' } as const;
    expect(await harness.slack.port.find(message({ to }), soon())).toBeNull();
  });
});

describe('starting', () => {
  const quiet = { info() {}, warn() {}, error() {} };
  const build = (config: { botToken: string; apiUrl: string; signingSecret: string }) =>
    createSlack({
      config,
      dispatch: async () => says('x'),
      catalogue,
      log: quiet,
      texts: () => texts,
      deliverPrivately: async () => {},
      timeoutMs: 500,
    });

  it('names the variable when Slack refuses the token', async () => {
    const { fake } = await startHarness();
    const slack = build({ botToken: 'xoxb-wrong', apiUrl: fake.apiUrl, signingSecret: 's' });
    await expect(slack.start()).rejects.toThrow('SLACK_BOT_TOKEN: Slack answers "invalid_auth"');
    expect(() => slack.port.workspace).toThrow('start()');
  });

  it('waits for Slack when it is not there at first', async () => {
    const { fake } = await startHarness();
    fake.failNext('auth.test', 'drop');
    const slack = build({ botToken: fake.botToken, apiUrl: fake.apiUrl, signingSecret: 's' });
    await slack.start();
    expect(slack.port.workspace).toBe('T0ACME');
  });

  it('posts nothing, and knows it, when nobody listens at the address', async () => {
    const { fake } = await startHarness();
    const probe = createServer();
    const port = await new Promise<number>((resolve) =>
      probe.listen(0, '127.0.0.1', () => resolve((probe.address() as { port: number }).port)),
    );
    await new Promise((resolve) => probe.close(resolve));
    const slack = build({ botToken: fake.botToken, apiUrl: `http://127.0.0.1:${port}/api/`, signingSecret: 's' });
    const outcome = await slack.port.post(message(), soon());
    expect(outcome).toEqual({ outcome: 'retry-later', reason: 'ECONNREFUSED', afterMs: null, limited: false });
  });
});
