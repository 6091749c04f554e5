import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../../src/chat/inbound.ts';
import { card, says, startHarness, takeButton, ticketForm } from './harness.ts';

describe('commands typed to the AI bot', () => {
  it('takes a command in a group and answers there', async () => {
    const harness = await startHarness();
    harness.respond = () => says('已建工单 C202611001', { buttons: [takeButton] });
    const group = harness.fake.group('CHAT1');
    const request = group.says('Agent1', '/ticket new 打印机卡纸');
    const answer = await group.answerTo(request);
    expect(answer.text).toContain('已建工单 C202611001');
    // Everybody reads it: text, with the command in place of the button.
    expect(answer.text).toContain('/ticket take C202611001');
    expect(harness.inbound).toEqual([
      {
        dedupeKey: expect.stringMatching(/^wecom\/ww0corp\/bot:msg:74\d{17}$/),
        who: { platform: 'wecom', workspace: 'ww0corp', id: 'agent1', name: null, locale: null },
        where: { platform: 'wecom', workspace: 'ww0corp', id: 'bot:CHAT1' },
        what: { type: 'command', name: 'ticket', text: 'new 打印机卡纸' },
      },
    ]);
  });

  it('answers one person with a card that has buttons', async () => {
    const harness = await startHarness();
    harness.respond = () => says('已建工单 C202611001', { buttons: [takeButton] });
    const talk = harness.fake.single('agent1');
    const answer = await talk.answerTo(talk.says('agent1', '／工单 打印机卡纸'));
    expect(answer.buttons).toEqual(['认领']);
    expect(harness.inbound[0]).toMatchObject({
      where: { id: '@agent1' },
      what: { type: 'command', name: 'ticket', text: '打印机卡纸' },
    });
    answer.click('agent1', '认领');
    await harness.fake.until(() => harness.inbound[1] ?? null, 'the click');
    expect(harness.inbound[1]?.what).toEqual({ type: 'click', action: 'ticket.take', value: 'C202611001' });
  });

  it('shows that work is under way and puts the outcome in its place', async () => {
    const harness = await startHarness();
    const { promise, resolve } = Promise.withResolvers<Reply>();
    harness.respond = () => ({ ...says('还在处理'), later: promise });
    const group = harness.fake.group('CHAT1');
    const request = group.says('agent1', '/ticket new x');
    const going = await harness.fake.until(() => group.messages()[0] ?? null, 'the first words');
    expect([going.text, going.isFinished]).toEqual([expect.stringContaining('还在处理'), false]);
    resolve({ kind: 'card', card: card('已建工单 C202611001') });
    const answer = await group.answerTo(request);
    expect(answer.text).toContain('C202611001');
    expect(group.messages()).toHaveLength(1);
  });

  it('hides personal data from a group and not from one person', async () => {
    const harness = await startHarness();
    harness.respond = () => says('C202611001', { body: '请回电 13812345678' });
    const group = harness.fake.group('CHAT1');
    const shown = await group.answerTo(group.says('agent1', '/ticket show C202611001'));
    expect(shown.text).not.toContain('13812345678');
    expect(shown.text).toContain('/ticket show C202611001');
    const talk = harness.fake.single('agent1');
    expect((await talk.answerTo(talk.says('agent1', '/ticket show C202611001'))).text).toContain('13812345678');
  });

  it('helps with an example when it was no command, once for each message', async () => {
    const harness = await startHarness();
    const group = harness.fake.group('CHAT1');
    const request = group.says('agent1', '你好', { msgId: 'm1' });
    const answer = await group.answerTo(request);
    expect(answer.text).toContain('/工单 打印机卡纸');
    expect(answer.text.length).toBeLessThan(200);
    group.says('agent1', '你好', { msgId: 'm1' });
    const next = group.says('agent1', '', { raw: { msgtype: 'image', text: undefined } });
    expect((await group.answerTo(next)).text).toContain('文字');
    expect(group.messages()).toHaveLength(2);
    expect(harness.inbound).toEqual([]);
  });

  it('says in a group that no team has how the policy would name it', async () => {
    const harness = await startHarness();
    const [known, unknown] = [harness.fake.group('CHAT1'), harness.fake.group('wrNEW')];
    expect((await known.answerTo(known.says('agent1', '你好'))).text).not.toContain('bot:');
    expect((await unknown.answerTo(unknown.says('agent1', '你好'))).text).toContain('bot:wrNEW');
  });

  it('does what came twice once', async () => {
    const harness = await startHarness();
    const group = harness.fake.group('CHAT1');
    await group.answerTo(group.says('agent1', '/ticket new x', { msgId: 'm1' }));
    await harness.bot.drain();
    group.says('agent1', '/ticket new x', { msgId: 'm1' });
    await group.answerTo(group.says('agent1', '/ticket new y', { msgId: 'm2' }));
    expect(harness.inbound.map((one) => one.what)).toMatchObject([{ text: 'new x' }, { text: 'new y' }]);
  });

  it('gives a form to one person by its link, and never to a whole group', async () => {
    const harness = await startHarness();
    harness.respond = () => ({ reply: { kind: 'form', form: ticketForm }, later: null });
    const talk = harness.fake.single('agent1');
    const alone = await talk.answerTo(talk.says('agent1', '/ticket'));
    expect(alone.text).toContain('(https://huiyin.test/forms/agent1)');

    const group = harness.fake.group('CHAT1');
    const told = await group.answerTo(group.says('agent1', '/ticket'));
    expect(told.text).not.toContain('https://');
    expect(told.text).toContain('单聊');
    expect(talk.messages().at(-1)?.text).toContain('https://huiyin.test/forms/agent1');
  });

  it('says how to be reached when somebody was never written to', async () => {
    const harness = await startHarness();
    harness.respond = () => ({ reply: { kind: 'form', form: ticketForm }, later: null });
    const group = harness.fake.group('CHAT1');
    const told = await group.answerTo(group.says('agent2', '/ticket'));
    expect(told.text).toContain('先在单聊里');
    expect(told.text).not.toContain('https://');
  });

  it('welcomes whoever opens the talk', async () => {
    const harness = await startHarness();
    const request = harness.fake.enters('agent1');
    expect((await harness.fake.single('agent1').answerTo(request)).text).toContain('回音');
  });

  it('knows people by their plain ids, keeps 007 and asks once', async () => {
    const asked: string[][] = [];
    const harness = await startHarness({
      toUserId: async (ids) => {
        asked.push([...ids]);
        return new Map(ids.flatMap((id) => (id === 'woAJ2GCAAAXtWyujaWJHDDGi0mACas1w' ? [[id, 'ZhangSan']] : [])));
      },
    });
    const group = harness.fake.group('CHAT1');
    for (const id of ['woAJ2GCAAAXtWyujaWJHDDGi0mACas1w', 'woAJ2GCAAAXtWyujaWJHDDGi0mACas1w', '007', 'LISI']) {
      await group.answerTo(group.says(id, '/ticket list'));
    }
    expect(harness.inbound.map((one) => one.who.id)).toEqual(['zhangsan', 'zhangsan', '007', 'lisi']);
    expect(asked).toEqual([['woAJ2GCAAAXtWyujaWJHDDGi0mACas1w'], ['007'], ['LISI']]);
  });
});
