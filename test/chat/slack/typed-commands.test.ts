import { describe, expect, it } from 'vitest';
import { parseTypedCommand, unescapeTyped } from '../../../src/chat/slack/typed-text.ts';
import { catalogue, says, startHarness, ticketForm } from './harness.ts';

describe('commands written as messages', () => {
  it('in the direct talk with the bot are answered there', async () => {
    const harness = await startHarness();
    const agent = harness.fake.user('agent1');
    await agent.says('／工单 new 打印机 <坏>');
    await agent.expectDirectMessage(/ok/);
    expect(harness.inbound).toMatchObject([
      {
        dedupeKey: expect.stringMatching(/^event:Ev/),
        where: { id: '@U0AGENT1' },
        what: { type: 'command', name: 'ticket', text: 'new 打印机 <坏>' },
      },
    ]);
  });

  it('in a channel need the bot to be named and are answered privately', async () => {
    const harness = await startHarness();
    await harness.fake.user('lead').says('ticket list', { channel: 'support' });
    await harness.fake.user('lead').expectEphemeral(/ok/);
    expect(harness.inbound[0]).toMatchObject({ where: { id: 'C0SUPPORT' }, what: { name: 'ticket', text: 'list' } });
  });

  it('carry the same dedupe key when Slack sends the event again', async () => {
    const harness = await startHarness();
    const answer = await harness.fake.user('agent1').says('/ticket a');
    await answer.again({ retryNum: 1 });
    await harness.slack.drain();
    expect(harness.inbound).toHaveLength(2);
    expect(harness.inbound[1]?.dedupeKey).toBe(harness.inbound[0]?.dedupeKey);
  });

  it('are acknowledged when they are done, not before: Slack takes what was acknowledged for delivered', async () => {
    const harness = await startHarness();
    const { promise: done, resolve: finish } = Promise.withResolvers<void>();
    harness.respond = async ({ what }) => {
      if (what.type === 'command' && what.name === 'ticket') await done;
      return says('saved');
    };
    let isAcknowledged = false;
    const said = harness.fake
      .user('agent1')
      .says('/ticket a')
      .then((answer) => {
        isAcknowledged = true;
        return answer;
      });
    await expect.poll(() => harness.inbound.length).toBe(1);
    // A whole round trip of another request: an acknowledgement that was under way would have come before it.
    await harness.fake.user('lead').runs('/nothing');
    expect(isAcknowledged).toBe(false);
    finish();
    expect((await said).status).toBe(200);
  });

  it('that take long are acknowledged within the time that Slack waits', async () => {
    const harness = await startHarness();
    const { promise: done, resolve: finish } = Promise.withResolvers<void>();
    harness.respond = async () => {
      await done;
      return says('saved');
    };
    const answer = await harness.fake.user('agent1').says('/ticket a');
    expect(answer.tookMs).toBeLessThan(3_000);
    finish();
    await harness.fake.user('agent1').expectDirectMessage(/saved/);
  });

  it('are explained when they name no command, and when they would open a form', async () => {
    const harness = await startHarness();
    const agent = harness.fake.user('agent1');
    await agent.says('hello there');
    await agent.expectDirectMessage(/I know \/ticket\./);
    expect(harness.inbound).toEqual([]);
    harness.respond = () => ({ reply: { kind: 'form', form: ticketForm }, later: null });
    await agent.says('ticket');
    await agent.expectDirectMessage(/use \/ticket/);
    const about = { ...ticketForm, action: 'ticket.edit', intro: 'About C1' };
    harness.respond = () => ({ reply: { kind: 'form', form: about }, later: null });
    await agent.says('ticket edit C1');
    await harness.slack.drain();
    const said = harness.fake.callsOf('chat.postMessage').map((call) => JSON.stringify(call.args));
    expect(said.filter((each) => each.includes('use /ticket'))).toHaveLength(2);
    expect(said.join()).not.toContain('!anyway');
  });

  it.each([undefined, 'support'])('ask in words what a form would ask (channel: %s)', async (channel) => {
    const harness = await startHarness();
    const form = { ...ticketForm, intro: 'Since when?' };
    harness.respond = () => ({ reply: { kind: 'form', form }, later: null });
    const agent = harness.fake.user('agent1');
    await agent.says('ticket broken', channel === undefined ? {} : { channel });
    const asked = /Nothing was saved yet[^]*Since when\?[^]*add !anyway/;
    await (channel === undefined ? agent.expectDirectMessage(asked) : agent.expectEphemeral(asked));
  });

  it.each(['file_share', 'thread_broadcast'])('may come with a file or to the channel too: %s', async (subtype) => {
    const harness = await startHarness();
    const event = { type: 'message', channel_type: 'im', channel: 'D1', ts: '1.2', text: '/ticket a', subtype };
    const body = JSON.stringify({
      type: 'event_callback',
      event_id: 'E1',
      team_id: 'T0ACME',
      event: { ...event, user: 'U0AGENT1' },
    });
    await harness.fake.send({ contentType: 'application/json', body });
    await harness.slack.drain();
    expect(harness.inbound).toMatchObject([{ what: { name: 'ticket', text: 'a' } }]);
  });

  it('take the way through the outbox when Slack does not take the answer', async () => {
    const harness = await startHarness();
    harness.fake.failNext('chat.postMessage', { status: 500 });
    await harness.fake.user('agent1').says('/ticket a');
    await harness.slack.drain();
    expect(harness.delivered).toHaveLength(1);
  });

  it('are answered later when they take longer', async () => {
    const harness = await startHarness();
    const later = Promise.resolve(says('done at last').reply);
    harness.respond = () => ({ ...says('working'), later });
    await harness.fake.user('agent1').says('/ticket a');
    await harness.fake.user('agent1').expectDirectMessage(/done at last/);
  });

  it.each([
    ['what programs write', { bot_id: 'B1', user: 'U0OTHER' }],
    ['our own messages', { user: 'U0HUIYIN' }],
    ['edits', { subtype: 'message_changed', user: 'U0AGENT1' }],
    ['messages of nobody', {}],
    ['messages in channels', { channel_type: 'channel', user: 'U0AGENT1' }],
  ])('are not %s', async (_name, more) => {
    const harness = await startHarness();
    const event = { type: 'message', channel_type: 'im', channel: 'D1', ts: '1.2', text: '/ticket a', ...more };
    const body = JSON.stringify({ type: 'event_callback', event_id: 'E1', team_id: 'T0ACME', event });
    expect((await harness.fake.send({ contentType: 'application/json', body })).status).toBe(200);
    await harness.slack.drain();
    expect(harness.inbound).toEqual([]);
    expect(harness.fake.callsOf('chat.postMessage')).toEqual([]);
  });
});

describe('typed text', () => {
  it.each([
    ['/ticket new x', { name: 'ticket', text: 'new x' }],
    ['  Ticket  new  x ', { name: 'ticket', text: 'new  x ' }],
    ['工单', { name: 'ticket', text: '' }],
    ['／工单　打印机\n第二行', { name: 'ticket', text: '打印机\n第二行' }],
    ['tickets', null],
    ['my ticket', null],
    ['', null],
    ['/', null],
  ])('%j is read as %j', (text, command) => {
    expect(parseTypedCommand(text, catalogue)).toEqual(command);
  });

  it.each([
    ['<@U1|bob> <@W2>', '@slack:U1 @slack:W2'],
    ['<#C1|general> <#C2>', '#general #C2'],
    ['<http://a.b/?x=1&amp;y=2|a label>', 'http://a.b/?x=1&y=2'],
    ['<mailto:a@b.c|a@b.c> <tel:+8613900000000|139>', 'a@b.c 139'],
    ['<!here> <!subteam^S1|@leads>', '@here @leads'],
    ['&lt;@U1&gt; &amp;lt;', '<@U1> &lt;'],
    ['a < b', 'a < b'],
    ['<>', ''],
  ])('%j was typed as %j', (text, typed) => {
    expect(unescapeTyped(text)).toBe(typed);
  });
});
