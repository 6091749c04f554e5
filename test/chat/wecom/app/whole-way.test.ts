import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../../src/domain/time.ts';
import { createInboxStore } from '../../../../src/storage/inbox-store.ts';
import { useDatabase } from '../../../support/database.ts';
import { numberOf } from '../../../support/product.ts';
import { COMPANY, startDesk, type WecomDesk } from './desk.ts';

const database = useDatabase();
/** Machine time, on a busy machine. */
const PATIENCE = { timeout: 5_000 };
const QUESTION = '打印机怎么换墨盒，二楼都想知道 类型:咨询 客户:云帆科技';

/** A ticket of 小王, and its card in the chat where it was opened. */
async function openTicket({ wecom, settle }: WecomDesk, more = '!紧急') {
  const agent = wecom.member('zhangsan');
  await agent.says(`／工单 新建 ${QUESTION} ${more}`);
  const answer = await agent.expectCard(/C\d{9} 已创建，由客服部处理/);
  await settle();
  const card = await agent.expectCard(/云帆科技/);
  return { agent, answer, card, number: numberOf(answer.text) };
}

describe('the whole way through the app', () => {
  it('a typed ticket is answered, its card stands in the chat, and a click updates it', async () => {
    const desk = await startDesk(database);
    const { agent, card } = await openTicket(desk);
    expect(card.buttons).toContain('认领');
    await card.click('认领');
    await agent.expectCard(/已认领|认领/, { after: card });
    await desk.settle();
    await card.expectUpdate(/小王/);
    expect(card.buttons).not.toContain('认领');
  });

  it('what the policy writes in capitals and the platform does not is one person', async () => {
    const desk = await startDesk(database);
    const { number } = await openTicket(desk);
    const lead = desk.wecom.member('lead1');
    await lead.says(`/ticket assign ${number} @小王`);
    await lead.expectCard(/小王/);
    await desk.clock.forward(30 * MINUTE_MS);
    await desk.settle();
    const reminders = desk.wecom
      .member('zhangsan')
      .messages()
      .filter((one) => /首次响应.*超时|超时/.test(one.text));
    expect(reminders.length).toBeGreaterThan(0);
    expect(desk.wecom.callsOf('message/send').map((call) => call.body['touser'])).not.toContain('ZhangSan');
  });

  it('a card whose codes are used up is replaced, and the old one leads to the present state, on any replica', async () => {
    const desk = await startDesk(database);
    const { agent, card, number } = await openTicket(desk);
    const other = await desk.startReplica();
    desk.talkTo(other);
    // Nobody clicks: one code came with the send, and three changes follow.
    const lead = desk.wecom.member('lead1');
    for (const line of [
      `/ticket note ${number} 一`,
      `/ticket edit ${number} !重要`,
      `/ticket assign ${number} @小李`,
    ]) {
      await lead.says(line);
      await lead.expectCard(new RegExp(number));
      await expect
        .poll(async () => (await database.prisma.received.findMany({ where: { doneAt: null } })).length, PATIENCE)
        .toBe(0);
      await desk.settle();
    }
    const next = await agent.expectCard(/取代之前的卡片/, { after: card });
    await card.click('认领');
    await card.expectUpdate(/已由新卡片取代/);
    const shown = await agent.expectCard(/小李/, { after: next });
    expect(shown.text).toContain(number);
    const tickets = await database.prisma.ticket.findMany();
    expect(tickets[0]?.owner, 'the click on the old card did nothing').toBe('agent2');
  });

  it('a callback told twice, to two replicas at once, is one ticket and one answer', async () => {
    const desk = await startDesk(database);
    const other = await desk.startReplica();
    const fields = { MsgType: 'text', Content: `/ticket new ${QUESTION}`, MsgId: '7412345678901234567' };
    const first = desk.wecom.tell('zhangsan', fields);
    desk.talkTo(other);
    await Promise.all([first, desk.wecom.tell('zhangsan', fields), desk.wecom.tell('zhangsan', fields)]);
    const agent = desk.wecom.member('zhangsan');
    await agent.expectCard(/已创建/);
    await Promise.all(desk.apps.map((app) => app.drain()));
    expect(await database.prisma.ticket.count()).toBe(1);
    expect(agent.messages().filter((one) => /已创建/.test(one.text))).toHaveLength(1);
  });

  it('what a dead replica had acknowledged is done by the next one', async () => {
    const desk = await startDesk(database);
    const { corpId } = desk.wecom;
    const place = { platform: 'wecom', workspace: corpId } as const;
    const store = createInboxStore({ prisma: database.prisma, onUnreadable: () => undefined });
    await store.keep({
      surface: `wecom/${corpId}/app`,
      inbound: {
        dedupeKey: `wecom/${corpId}/app:msg:1`,
        who: { ...place, id: 'zhangsan', name: null, locale: null },
        where: { ...place, id: '@zhangsan' },
        what: { type: 'command', name: 'ticket', text: `new ${QUESTION}` },
      },
      way: { click: null },
    });
    await database.prisma.$executeRaw`UPDATE received SET lease_until = clock_timestamp()`;
    await desk.startReplica();
    await desk.wecom.member('zhangsan').expectCard(/已创建/);
    await expect
      .poll(() => database.prisma.received.findFirst(), PATIENCE)
      .toMatchObject({ inbound: null, way: null, attempts: 2 });
  });

  it('a click by somebody who may not is refused in words, and changes nothing', async () => {
    const desk = await startDesk(database, COMPANY.replace('people:', 'strangers: refuse\npeople:'));
    const { card } = await openTicket(desk);
    const stranger = desk.wecom.member('passer.by');
    await desk.wecom.tell('Passer.By', {
      MsgType: 'event',
      Event: 'template_card_event',
      EventKey: `ticket.take|${numberOf(card.text)}`,
      TaskId: card.taskId ?? '',
      ResponseCode: 'code-of-a-stranger',
    });
    await expect.poll(() => stranger.messages().length, PATIENCE).toBe(1);
    expect((await database.prisma.ticket.findFirst())?.owner).toBeNull();
    await desk.settle();
  });

  it('names that the address book tells are shown for people who are not in the policy', async () => {
    const desk = await startDesk(database);
    const stranger = desk.wecom.member('passer.by');
    await stranger.says('/ticket list');
    await stranger.expectCard(/工单|待办/);
    await expect
      .poll(() => database.prisma.account.findFirst({ where: { id: 'passer.by' } }), PATIENCE)
      .toMatchObject({ name: '路人' });
  });
});

describe('the ladder', () => {
  it('reaches the direct leader of the owner', async () => {
    const policy = `${COMPANY}
escalation:
  warn: off
  ladder:
    - { after: 5m, to: [direct_leader] }
    - { after: 1h, to: [manager] }
`;
    const desk = await startDesk(database, policy);
    const { number } = await openTicket(desk);
    const agent2 = desk.wecom.member('007');
    await agent2.says(`/ticket take ${number}`);
    await agent2.expectCard(/认领/);
    await expect
      .poll(() => database.prisma.wecomMember.findFirst({ where: { id: '007' } }), PATIENCE)
      .toMatchObject({ leaders: ['mary'] });
    await desk.clock.forward(21 * MINUTE_MS);
    await desk.settle();
    const told = await desk.wecom.member('mary').expectCard(/direct leader/);
    expect(told.text).toContain(number);
    expect(desk.wecom.member('lead1').messages(), 'the lead is not told in their place').toEqual([]);
    expect(
      desk.wecom
        .member('mgr1')
        .messages()
        .filter((one) => /直属上级/.test(one.text)),
    ).toEqual([]);
  });

  it('goes on past somebody whom the app may not write to', async () => {
    const policy = `${COMPANY}
escalation:
  warn: off
  ladder:
    - { after: 5m, to: [lead, manager] }
`;
    const desk = await startDesk(database, policy);
    const lead = desk.wecom.world.membersById.get('lead1') ?? expect.unreachable();
    lead.outOfScope = true;
    desk.expectErrorLine(/81013/);
    // Its name and leader are not shown either: the administrators hear of that.
    desk.expectErrorLine(/60011/);
    const { number } = await openTicket(desk);
    await desk.clock.forward(HOUR_MS);
    await desk.settle();
    await desk.wecom.member('mgr1').expectCard(new RegExp(`${number}`));
    const rows = await database.prisma.outbox.findMany({ where: { conversation: '@lead1', state: 'rejected' } });
    expect(rows[0]?.reason).toBe('81013');
  });
});

describe('what is wrong in the console', () => {
  it('is told to the administrators once, in words that say what to click', async () => {
    const desk = await startDesk(database);
    desk.expectErrorLine(/60020/);
    const errmsg = 'not allow to access from your ip, hint: [x], from ip: 203.0.113.7, more info at https://x';
    desk.wecom.failNext('user/get', { errcode: 60020, errmsg }, 3);
    const agent = desk.wecom.member('zhangsan');
    await agent.says('/ticket list');
    const admin = desk.wecom.member('admin1');
    await expect.poll(() => database.prisma.outbox.count({ where: { conversation: '@admin1' } }), PATIENCE).toBe(1);
    await desk.settle();
    const told = await admin.expectCard(/60020/);
    expect(told.text).toContain('203.0.113.7');
    expect(told.text).toContain('企业可信IP');
    await desk.startReplica();
    await agent.says('/ticket list');
    await desk.settle();
    expect(admin.messages()).toHaveLength(1);
  });
});

describe('npm run wecom:menu', () => {
  const script = fileURLToPath(new URL('../../../../src/cli/wecom-menu.ts', import.meta.url));
  const run = async (desk: WecomDesk, ...args: string[]) => {
    const { corpId, agentId, secret, token, encodingAesKey, apiUrl } = desk.wecom;
    const env = {
      WECOM_CORP_ID: corpId,
      WECOM_AGENT_ID: agentId,
      WECOM_SECRET: secret,
      WECOM_TOKEN: token,
      WECOM_ENCODING_AES_KEY: encodingAesKey,
      WECOM_API_URL: apiUrl,
      BASE_URL: 'https://huiyin.example.com',
      LANG: 'zh_CN.UTF-8',
    };
    const running = promisify(execFile)(process.execPath, [script, ...args], { env, cwd: '/' });
    return running.then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
    );
  };

  it('gives the app a menu, knows when it has another one, and its entries are answered', async () => {
    const desk = await startDesk(database);
    expect(await run(desk, '--check')).toMatchObject({ code: 1, said: expect.stringContaining('不是最新') });
    expect(await run(desk)).toMatchObject({ code: 0, said: expect.stringContaining('应用菜单已更新') });
    expect(await run(desk, '--check')).toMatchObject({ code: 0 });
    expect(await run(desk, '--check', '--locale', 'en')).toMatchObject({ code: 1 });
    await openTicket(desk);
    const agent = desk.wecom.member('zhangsan');
    await agent.chooses('我的待办');
    const list = await agent.expectCard(/云帆科技/);
    expect(list.text).toMatch(/C\d{9}/);
    await agent.chooses('新建工单');
    const form = await agent.expectCard(/打开表单/, { after: list });
    expect(form.links).toEqual([expect.stringMatching(/^http/)]);
  });

  it('says what the platform says when it refuses', async () => {
    const desk = await startDesk(database);
    desk.wecom.failNext('menu/create', { errcode: 60011, errmsg: 'no privilege' });
    expect(await run(desk)).toMatchObject({ code: 1, said: expect.stringContaining('60011 no privilege') });
  });
});
