import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../../src/chat/inbound.ts';
import { says, startHarness, ticketForm } from './harness.ts';

const WHERE = { platform: 'wecom', workspace: 'ww0fake0corp', id: '@zhangsan' };

describe('what is typed', () => {
  it.each([
    ['/ticket new 打印机卡纸', 'new 打印机卡纸'],
    ['／ticket new 打印机卡纸', 'new 打印机卡纸'],
    ['工单 新建 打印机卡纸', '新建 打印机卡纸'],
    ['／工单　新建 打印机卡纸', '新建 打印机卡纸'],
    ['/TICKET list', 'list'],
    ['  /ticket', ''],
    ['/ticket new 打印机卡纸\n二楼全部用不了\n"很急"', 'new 打印机卡纸\n二楼全部用不了\n"很急"'],
    ['/ticket assign C202611001 @小李', 'assign C202611001 @小李'],
    ['「陈组长：谁来处理一下打印机」\n- - - - - - - - - - - - - - -\n/ticket new 打印机卡纸', 'new 打印机卡纸'],
  ])('%j is a command', async (typed, text) => {
    const harness = await startHarness();
    const answer = await harness.fake.member('zhangsan').says(typed);
    expect(answer).toMatchObject({ status: 200, body: '' });
    await harness.fake.member('ZhangSan').expectCard(/好/);
    expect(harness.inbound).toMatchObject([
      { who: { id: 'zhangsan' }, where: WHERE, what: { type: 'command', name: 'ticket', text } },
    ]);
  });

  it.each(['你好', '打印机卡纸了', '/ticketnew x', '/', '谢谢 /ticket new', '😀', '/不存在 x'])(
    '%j is none, and is answered at once with an example',
    async (typed) => {
      const harness = await startHarness();
      const { said } = await harness.fake.member('zhangsan').says(typed);
      expect(said).toContain('/工单');
      expect(said).toContain('/工单 帮助');
      expect(harness.inbound).toEqual([]);
      expect(harness.fake.callsOf('message/send')).toEqual([]);
    },
  );

  it('an example of the helpful answer is a command', async () => {
    const harness = await startHarness();
    const agent = harness.fake.member('zhangsan');
    const { said } = await agent.says('你好');
    const example = said?.split('\n')[1] ?? '';
    expect(await agent.says(example)).toMatchObject({ said: null });
    await agent.expectCard(/好$/);
    expect(harness.inbound).toHaveLength(1);
  });

  it.each(['image', 'voice', 'file'] as const)('a message of kind %s is answered in words', async (kind) => {
    const harness = await startHarness();
    const { said } = await harness.fake.member('zhangsan').sends(kind);
    expect(said).toContain('文字');
  });

  it('whoever opens the chat has asked for nothing', async () => {
    const harness = await startHarness();
    expect(await harness.fake.member('zhangsan').enters()).toMatchObject({ status: 200, body: '' });
    expect(harness.inbound).toEqual([]);
  });

  it('an id of digits stays one, an id in capitals is folded, long message ids keep every digit', async () => {
    const harness = await startHarness();
    await harness.fake.member('007').says('/ticket list');
    await harness.fake.tell('ZHANGSAN', { MsgType: 'text', Content: '/ticket list', MsgId: '9007199254740993' });
    await harness.fake.tell('zhangsan', { MsgType: 'text', Content: '/ticket list', MsgId: '9007199254740992' });
    await expect.poll(() => harness.inbound.length, { timeout: 5_000 }).toBe(3);
    expect(harness.inbound.map((one) => one.who.id)).toEqual(['007', 'zhangsan', 'zhangsan']);
    expect(new Set(harness.inbound.map((one) => one.dedupeKey)).size).toBe(3);
  });

  it('nobody is no person: events of the company come from "sys" or from nobody', async () => {
    const harness = await startHarness();
    for (const from of ['sys', '', 'a|b', '@all', '张三', 'x'.repeat(65)]) {
      expect(await harness.fake.tell(from, { MsgType: 'text', Content: '/ticket list', MsgId: '1' })).toMatchObject({
        status: 200,
        body: '',
      });
    }
    expect(harness.inbound).toEqual([]);
  });
});

describe('the platform tells the same again', () => {
  it('and nothing is done or said twice, while it is done and afterwards', async () => {
    const harness = await startHarness();
    const answer = await harness.fake.member('zhangsan').says('/ticket new 打印机卡纸');
    await answer.again();
    await harness.fake.member('zhangsan').expectCard(/好/);
    await harness.app.drain();
    await answer.again();
    await harness.app.drain();
    expect(harness.inbound).toHaveLength(1);
    expect(harness.fake.callsOf('message/send')).toHaveLength(1);
  });

  it('two clicks within one second are two deeds; one told twice is one', async () => {
    const harness = await startHarness();
    const click = {
      MsgType: 'event',
      Event: 'template_card_event',
      EventKey: 'ticket.take|C1',
      TaskId: 't',
      CreateTime: 1,
    };
    await harness.fake.tell('zhangsan', { ...click, ResponseCode: 'a' });
    await harness.fake.tell('zhangsan', { ...click, ResponseCode: 'a' });
    await harness.fake.tell('zhangsan', { ...click, ResponseCode: 'b' });
    await harness.app.drain();
    expect(harness.inbound).toHaveLength(2);
  });
});

describe('what was received', () => {
  it('is stored before it is acknowledged, without a word left when it is done', async () => {
    const harness = await startHarness();
    let finish: (answer: Answer) => void = () => undefined;
    harness.respond = () => new Promise((resolve) => (finish = resolve));
    await harness.fake.member('zhangsan').says('/ticket new 打印机卡纸');
    const [[key, kept] = []] = [...harness.inbox.deeds];
    expect(kept).toMatchObject({ surface: 'wecom/ww0fake0corp/app', inbound: { what: { text: 'new 打印机卡纸' } } });
    expect(key).toMatch(/^wecom\/ww0fake0corp\/app:msg:\d{19}$/);
    finish(says('好'));
    await harness.app.drain();
    expect([...harness.inbox.deeds.values()]).toEqual([null]);
  });

  it('is done by another replica when its own died', async () => {
    const dead = await startHarness();
    dead.respond = () => new Promise(() => undefined);
    await dead.fake.member('zhangsan').says('/ticket new 打印机卡纸');
    const [left] = [...dead.inbox.deeds.values()];
    const harness = await startHarness({ start: false });
    harness.inbox.left.push(JSON.parse(JSON.stringify(left)));
    harness.app.start();
    await harness.fake.member('zhangsan').expectCard(/好/);
    expect(harness.inbound).toMatchObject([{ what: { text: 'new 打印机卡纸' } }]);
    dead.respond = () => says('x');
    open(dead);
  });

  it('is tried again when its answer cannot be shown, until it can', async () => {
    const harness = await startHarness();
    harness.fake.failNext('message/send', { status: 502 });
    await harness.fake.member('zhangsan').says('/ticket list');
    await harness.app.drain();
    const [deed] = [...harness.inbox.deeds.values()];
    expect(deed, 'it stays on record').not.toBeNull();
    expect(harness.logs.map((line) => line.message)).toContain(
      'a received deed could not be finished; it is tried again',
    );
  });

  it('is answered also when the database is gone: the person hears that nothing was saved', async () => {
    const harness = await startHarness();
    harness.inbox.isGone = true;
    harness.codes.isGone = true;
    harness.respond = () => says('没有保存', { tone: 'warn' });
    expect((await harness.fake.member('zhangsan').says('/ticket new x')).status).toBe(200);
    await harness.fake.member('zhangsan').expectCard(/没有保存/);
  });
});

describe('answers', () => {
  it('a short one is a card with its buttons', async () => {
    const harness = await startHarness();
    harness.respond = () =>
      says('已创建', {
        lines: ['请尽快联系客户。'],
        buttons: [{ action: 'ticket.show', value: 'C1', label: '查看', typed: '/ticket show C1' }],
      });
    const agent = harness.fake.member('zhangsan');
    await agent.says('/ticket new x');
    const shown = await agent.expectCard(/已创建/);
    expect(shown.buttons).toEqual(['查看']);
  });

  it('a list is a text, with the commands of its rows; its own buttons follow on a card', async () => {
    const harness = await startHarness();
    const items = Array.from({ length: 8 }, (_, i) => ({
      title: `C20261100${i} · 云帆科技`,
      buttons: [{ action: 'ticket.show', value: `C${i}`, label: '查看', typed: `/ticket show C${i}` }],
    }));
    harness.respond = () =>
      says('我的待办：8', {
        items,
        buttons: [{ action: 'ticket.list', value: 'mine||2', label: '下一页', typed: '/ticket list mine 2' }],
      });
    const agent = harness.fake.member('zhangsan');
    await agent.says('/ticket list');
    const text = await agent.expectCard(/\/ticket show C7/);
    expect(text.buttons).toEqual([]);
    const more = await agent.expectCard(/我的待办/, { after: text });
    expect(more.buttons).toEqual(['下一页']);
  });

  it('one as long as can be is cut to what the platform takes', async () => {
    const harness = await startHarness();
    harness.respond = () => says('很长', { body: '卡纸。'.repeat(2_000) });
    const agent = harness.fake.member('zhangsan');
    await agent.says('/ticket show C1');
    expect(Buffer.byteLength((await agent.expectCard(/很长/)).text)).toBeLessThanOrEqual(2_048);
  });

  it('a form is a card with a link of this person alone', async () => {
    const harness = await startHarness();
    harness.formLink = async ({ id }, { action }) => `https://huiyin.example.com/forms/${id}/${action}`;
    harness.respond = () => ({ reply: { kind: 'form', form: ticketForm }, later: null });
    const agent = harness.fake.member('zhangsan');
    await agent.says('/ticket');
    const shown = await agent.expectCard(/新建工单/);
    expect(shown.text).toContain('影响多少人？');
    expect(shown.links).toEqual(['https://huiyin.example.com/forms/zhangsan/ticket.new']);
  });

  it('a form without a link says so', async () => {
    const harness = await startHarness();
    harness.allowErrors = true;
    harness.formLink = async () => Promise.reject(new Error('no database'));
    harness.respond = () => ({ reply: { kind: 'form', form: ticketForm }, later: null });
    const agent = harness.fake.member('zhangsan');
    await agent.says('/ticket');
    await agent.expectCard(/没有保存任何内容/);
  });

  it('what takes longer is answered twice: that it goes on, and what came of it', async () => {
    const harness = await startHarness();
    harness.respond = () => ({ ...says('还在处理'), later: Promise.resolve(says('已创建').reply) });
    const agent = harness.fake.member('zhangsan');
    await agent.says('/ticket new x');
    await agent.expectCard(/已创建/);
    expect(agent.messages().map((one) => one.text)).toEqual([
      expect.stringContaining('还在处理'),
      expect.stringContaining('已创建'),
    ]);
  });

  it('the same question twice is answered twice', async () => {
    const harness = await startHarness();
    harness.respond = () => says('我的待办', { items: [{ title: 'C1' }] });
    const agent = harness.fake.member('zhangsan');
    await agent.says('/ticket list');
    await agent.says('/ticket list');
    await harness.app.drain();
    expect(agent.messages()).toHaveLength(2);
  });

  it('what a use case said goes through the outbox when the platform does not take it now', async () => {
    const harness = await startHarness();
    harness.fake.failNext('message/send', { errcode: 45009 });
    harness.respond = () => says('已认领', {}, { code: 'taken', number: 'C1', from: null });
    await harness.fake.member('zhangsan').says('/ticket take C1');
    await harness.app.drain();
    expect(harness.delivered).toMatchObject([{ account: { id: 'zhangsan' }, reply: { outcome: { code: 'taken' } } }]);
    expect([...harness.inbox.deeds.values()]).toEqual([null]);
  });

  it('somebody who cannot be written to is no reason to try for ever', async () => {
    const harness = await startHarness();
    await harness.fake.tell('gone', { MsgType: 'text', Content: '/ticket list', MsgId: '5' });
    await harness.app.drain();
    expect([...harness.inbox.deeds.values()]).toEqual([null]);
  });
});

describe('the menu', () => {
  it('does what its line does when typed, and says so when the line is no more', async () => {
    const harness = await startHarness();
    harness.fake.world.menu = [
      {
        name: '工单',
        sub_button: [
          { name: '我的待办', key: '/todo' },
          { name: '旧的', key: '/gone' },
        ],
      },
    ];
    const agent = harness.fake.member('zhangsan');
    await agent.chooses('我的待办');
    await agent.expectCard(/好/);
    expect(harness.inbound).toMatchObject([{ what: { type: 'command', name: 'todo', text: '' } }]);
    expect((await agent.chooses('旧的')).said).toContain('已经停用');
  });
});

/** The deed of the first replica is never done: its drain must not wait for it. */
function open(dead: { app: { drain: () => Promise<void> } }): void {
  Object.assign(dead.app, { drain: async () => undefined });
}
