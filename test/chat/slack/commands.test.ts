import { describe, expect, it } from 'vitest';
import type { Answer, Reply } from '../../../src/chat/inbound.ts';
import { card, says, startHarness, ticketForm } from './harness.ts';

describe('slash commands', () => {
  it('become a command deed of the person, at the channel, and are answered privately in the acknowledgement', async () => {
    const { fake, inbound, ...harness } = await startHarness();
    harness.respond = () => says('never called');
    const answer = await fake.user('agent1').runs('/ticket new 打印机 卡纸', { channel: 'support' });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('ok');
    expect(inbound).toEqual([
      {
        dedupeKey: expect.stringMatching(/^trigger:.+/),
        who: { platform: 'slack', workspace: 'T0ACME', id: 'U0AGENT1', name: 'agent1', locale: null },
        where: { platform: 'slack', workspace: 'T0ACME', id: 'C0SUPPORT' },
        what: { type: 'command', name: 'ticket', text: 'new 打印机 卡纸' },
      },
    ]);
    expect(fake.callsOf('response_url')).toEqual([]);
  });

  it('know name and language of a person from the second deed on', async () => {
    const { fake, slack, inbound } = await startHarness();
    await fake.user('agent1').runs('/ticket a');
    await fake.until(() => (fake.callsOf('users.info')[0]?.answer ? true : null), 'users.info');
    await slack.drain();
    await fake.user('agent1').runs('/ticket b');
    expect(inbound[1]?.who).toMatchObject({ name: '小王', locale: 'zh-CN' });
    expect(slack.localeOf('U0AGENT1')).toBe('zh-CN');
    await slack.drain();
    expect(fake.callsOf('users.info')).toHaveLength(1);
  });

  it('do not wait for the directory, and outlive it', async () => {
    const { fake, slack } = await startHarness({ timeoutMs: 300 });
    fake.failNext('users.info', 'hang');
    const answer = await fake.user('agent1').runs('/ticket a');
    expect(answer.tookMs).toBeLessThan(250);
    await slack.drain();
    expect(slack.localeOf('U0AGENT1')).toBeNull();
  });

  it.each([
    ['a<b & c>d "q" &lt;', 'a<b & c>d "q" &lt;'],
    ['给 @lead 看', '给 @slack:U0LEAD 看'],
    ['见 #support 的记录', '见 #support 的记录'],
    ['#打印机卡纸 @nobody', '#打印机卡纸 @nobody'],
    ['<!channel> <@U0LEAD>', '<!channel> <@U0LEAD>'],
  ])('hand on %j as it was typed', async (typed, seen) => {
    const { fake, inbound } = await startHarness();
    await fake.user('agent1').runs(`/ticket ${typed}`);
    expect(inbound[0]?.what).toEqual({ type: 'command', name: 'ticket', text: seen });
  });

  it('carry the same dedupe key when Slack or anybody sends the same request again', async () => {
    const { fake, inbound } = await startHarness();
    const answer = await fake.user('agent1').runs('/ticket a');
    await answer.again({ retryNum: 1 });
    await fake.user('agent1').runs('/ticket a');
    const [first, retry, other] = inbound.map((each) => each.dedupeKey);
    expect(retry).toBe(first);
    expect(other).not.toBe(first);
  });

  it('open a form with the trigger and acknowledge with nothing', async () => {
    const harness = await startHarness();
    harness.respond = () => ({ reply: { kind: 'form', form: ticketForm }, later: null });
    const answer = await harness.fake.user('agent1').runs('/ticket');
    expect(answer.body).toBe('');
    expect(answer.modal?.title).toBe('New ticket');
    expect(answer.modal?.fields).toEqual(['text', 'kind']);
  });

  it.each([
    'hang',
    'drop',
    'nonsense',
    { status: 500 },
    { status: 429, retryAfter: 3 },
    { error: 'expired_trigger_id' },
  ] as const)('say in time that the form could not be opened when Slack answers %j', async (fault) => {
    const harness = await startHarness();
    harness.respond = () => ({ reply: { kind: 'form', form: ticketForm }, later: null });
    harness.fake.failNext('views.open', fault);
    const answer = await harness.fake.user('agent1').runs('/ticket');
    expect(answer.text).toContain('The form could not be opened');
    expect(answer.tookMs).toBeLessThan(2_500);
    expect(harness.fake.callsOf('views.open')).toHaveLength(1);
  });

  it('say so when the form itself is too big for Slack', async () => {
    const harness = await startHarness();
    const form = { ...ticketForm, context: 'x'.repeat(3_001) };
    harness.respond = () => ({ reply: { kind: 'form', form }, later: null });
    expect((await harness.fake.user('agent1').runs('/ticket')).text).toContain('could not be opened');
  });

  it('answer "still working" at once and the result through the response URL', async () => {
    const harness = await startHarness();
    const { promise, resolve } = Promise.withResolvers<Reply>();
    harness.respond = () => ({ ...says('still working'), later: promise });
    const answer = await harness.fake.user('agent1').runs('/ticket a');
    expect(answer.text).toContain('still working');
    resolve({ kind: 'card', card: card('done at last') });
    await harness.fake.user('agent1').expectEphemeral(/done at last/);
    expect(harness.fake.callsOf('response_url')[0]?.args).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
    });
    expect(harness.delivered).toEqual([]);
  });

  it.each([{ status: 404 }, { status: 500 }, 'drop', 'hang'] as const)(
    'take the way through the outbox when the response URL answers %j',
    async (fault) => {
      const harness = await startHarness({ timeoutMs: 300 });
      harness.fake.failNext('response_url', fault);
      const later = Promise.resolve<Reply>({ kind: 'card', card: card('done') });
      harness.respond = () => ({ ...says('working'), later });
      await harness.fake.user('agent1').runs('/ticket a');
      await harness.slack.drain();
      expect(harness.delivered).toMatchObject([{ account: { id: 'U0AGENT1' }, reply: { card: { title: 'done' } } }]);
    },
  );

  it('are drained: drain resolves only when the late answer has been given', async () => {
    const harness = await startHarness();
    const { promise, resolve } = Promise.withResolvers<Reply>();
    harness.respond = () => ({ ...says('working'), later: promise });
    await harness.fake.user('agent1').runs('/ticket a');
    await harness.slack.stop();
    let isDrained = false;
    const drained = harness.slack.drain().then(() => {
      isDrained = true;
    });
    await new Promise((done) => setImmediate(done));
    expect(isDrained).toBe(false);
    resolve({ kind: 'card', card: card('late but there') });
    await drained;
    expect(harness.fake.user('agent1').ephemerals().at(-1)?.text).toContain('late but there');
  });

  it('are refused while stopping', async () => {
    const harness = await startHarness();
    await harness.slack.stop();
    expect((await harness.fake.user('agent1').runs('/ticket a')).status).toBe(503);
    expect(harness.inbound).toEqual([]);
  });

  it('name a direct talk by the person in it', async () => {
    const { fake, inbound } = await startHarness();
    await fake.user('agent1').says('hello');
    await fake.user('agent1').runs('/ticket a', { channel: 'DU0AGENT1' });
    expect(inbound[0]?.where.id).toBe('@U0AGENT1');
  });

  it('answer nothing when there is nothing to say', async () => {
    const harness = await startHarness();
    harness.respond = (): Answer => ({ reply: { kind: 'nothing' }, later: null });
    const answer = await harness.fake.user('agent1').runs('/ticket a');
    expect([answer.status, answer.body]).toEqual([200, '']);
  });

  it('fail visibly when the machinery behind them throws', async () => {
    const harness = await startHarness();
    harness.allowErrors = true;
    harness.respond = () => {
      throw new Error('broken on purpose');
    };
    expect((await harness.fake.user('agent1').runs('/ticket a')).status).toBe(500);
  });
});
