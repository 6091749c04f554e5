import { describe, expect, it } from 'vitest';
import type { ChatPort, DeliveryOutcome, OutboundMessage } from '../../../../src/chat/port.ts';
import type { Fault } from '../../../support/fake-wecom/fake-wecom.ts';
import { card, type Harness, says, startHarness } from './harness.ts';

const soon = () => AbortSignal.timeout(2_000);
const take = { action: 'ticket.take', value: 'C202611001', label: '认领', typed: '/ticket take C202611001' };
let nth = 0;

function message(more: Partial<OutboundMessage> = {}): OutboundMessage {
  nth += 1;
  return {
    id: `m-${nth}`,
    to: { platform: 'wecom', workspace: 'ww0fake0corp', id: '@zhangsan' },
    thread: null,
    card: card('C202611001 打印机卡纸', { buttons: [take] }),
    locale: 'zh-CN',
    ...more,
  };
}

const direct = ({ app }: Harness): ChatPort =>
  app.ports.find((port) => port.serves?.includes('@')) ?? expect.unreachable();
const group = ({ app }: Harness): ChatPort =>
  app.ports.find((port) => port.serves?.includes('app:')) ?? expect.unreachable();

async function sent(harness: Harness, more: Partial<OutboundMessage> = {}) {
  const outcome = await direct(harness).post(message(more), soon());
  if (outcome.outcome !== 'sent') throw new Error(`not sent: ${JSON.stringify(outcome)}`);
  return outcome.address;
}

describe('a card for one person', () => {
  it('stands in their chat with its buttons, sent so that a repeat is swallowed', async () => {
    const harness = await startHarness();
    const address = await sent(harness);
    const shown = await harness.fake.member('zhangsan').expectCard(/C202611001/);
    expect(shown.buttons).toEqual(['认领']);
    expect(address).toEqual({ conversation: '@zhangsan', message: shown.taskId });
    expect(harness.fake.callsOf('message/send')[0]?.body).toMatchObject({
      touser: 'zhangsan',
      agentid: 1_000_002,
      enable_duplicate_check: 1,
      duplicate_check_interval: 1_800,
    });
  });

  it('with words made for copying is followed by them as a text, once', async () => {
    const harness = await startHarness();
    const copy = `尊敬的客户：${'我们正在处理，'.repeat(40)}<王经理>`;
    const posted = message({ card: card('首次响应超时', { copy, buttons: [take] }) });
    await direct(harness).post(posted, soon());
    await direct(harness).post(posted, soon());
    const [first, second, ...others] = harness.fake.member('zhangsan').messages();
    expect(first?.buttons).toEqual(['认领']);
    expect(first?.text).not.toContain('尊敬的客户');
    expect(second?.text).toBe(copy);
    expect(others).toEqual([]);
    // A card that stands is no failure when its words do not follow.
    harness.fake.failNext('message/send', { errcode: 0 });
    harness.fake.failNext('message/send', { status: 500 });
    expect(await direct(harness).post(message({ card: posted.card }), soon())).toMatchObject({ outcome: 'sent' });
  });

  it('is shown once however often it is resent after a crash', async () => {
    const harness = await startHarness({ timeoutMs: 200 });
    const once = message();
    harness.fake.failNext('message/send', 'drop-after-accept');
    expect((await direct(harness).post(once, soon())).outcome).toBe('uncertain');
    expect(await direct(harness).find(once, soon())).toBeNull();
    expect(await direct(harness).post(once, soon())).toMatchObject({ outcome: 'sent' });
    expect(harness.fake.member('zhangsan').messages()).toHaveLength(1);
  });

  it('sent again in other words after a timeout it counts as sent: the first one stands, with what follows it', async () => {
    const harness = await startHarness({ timeoutMs: 200 });
    const copy = '尊敬的客户，我们正在处理。';
    const first = message({ card: card('首次响应超时 5 分钟', { copy, buttons: [take] }) });
    harness.fake.failNext('message/send', 'drop-after-accept');
    expect((await direct(harness).post(first, soon())).outcome).toBe('uncertain');
    const later = { ...first, card: card('首次响应超时 6 分钟', { copy, buttons: [take] }) };
    expect(await direct(harness).post(later, soon())).toEqual({
      outcome: 'sent',
      address: { conversation: '@zhangsan', message: first.id },
    });
    const texts = harness.fake.member('zhangsan').messages();
    expect(texts.map(({ text }) => text)).toEqual([expect.stringContaining('5 分钟'), copy]);
    // What happens next comes as a card that replaces it: the code of the first was lost with its answer.
    await direct(harness).update(
      { conversation: '@zhangsan', message: first.id },
      { ...first, card: card('已响应', { buttons: [take] }) },
      soon(),
    );
    await harness.fake.member('zhangsan').expectCard(/已响应[^]*取代之前的卡片/);
    expect(harness.unknownCodes).toBe(0);
  });

  it('a refusal that names the task id and a code that we know is what the code says', async () => {
    const harness = await startHarness();
    harness.fake.failNext('message/send', { errcode: 40058, errmsg: 'invalid Request Parameter: task_id' });
    expect(await direct(harness).post(message(), soon())).toMatchObject({ outcome: 'rejected', reason: '40058' });
  });

  const faults: [Fault, DeliveryOutcome][] = [
    [{ errcode: -1 }, { outcome: 'retry-later', reason: '-1', afterMs: null, limited: false }],
    [{ errcode: 45009 }, { outcome: 'retry-later', reason: 'rate', afterMs: 60_000, limited: true }],
    [{ errcode: 45033 }, { outcome: 'retry-later', reason: 'rate', afterMs: 1_000, limited: true }],
    [{ errcode: 60020 }, { outcome: 'retry-later', reason: '60020', afterMs: 60_000, limited: false }],
    [{ errcode: 48002 }, { outcome: 'retry-later', reason: '48002', afterMs: 60_000, limited: false }],
    [{ errcode: 60011 }, { outcome: 'retry-later', reason: '60011', afterMs: 60_000, limited: false }],
    [{ errcode: 301002 }, { outcome: 'retry-later', reason: '301002', afterMs: 60_000, limited: false }],
    [{ errcode: 40001 }, { outcome: 'retry-later', reason: '40001', afterMs: 60_000, limited: false }],
    [{ errcode: 81013 }, { outcome: 'rejected', reason: '81013', gone: true }],
    [{ errcode: 82001 }, { outcome: 'rejected', reason: '82001', gone: true }],
    [{ errcode: 60111 }, { outcome: 'rejected', reason: '60111', gone: true }],
    [{ errcode: 40058 }, { outcome: 'rejected', reason: '40058', gone: false }],
    [{ errcode: 45002 }, { outcome: 'rejected', reason: '45002', gone: false }],
    [{ status: 502 }, { outcome: 'uncertain', reason: 'http-502' }],
    ['nonsense', { outcome: 'uncertain', reason: 'nonsense' }],
    ['drop', { outcome: 'uncertain', reason: 'UND_ERR_SOCKET' }],
    ['hang', { outcome: 'uncertain', reason: 'TimeoutError' }],
  ];
  it.each(faults)('when WeCom answers %j comes to %j', async (fault, outcome) => {
    const harness = await startHarness({ timeoutMs: 300 });
    harness.fake.failNext('message/send', fault, 3);
    expect(await direct(harness).post(message(), soon())).toEqual(outcome);
  });

  it('of somebody who is not there, or not in view, comes back as theirs alone', async () => {
    const harness = await startHarness();
    harness.fake.addMember({ id: 'afar', name: 'Afar', outOfScope: true });
    for (const id of ['@nobody', '@afar']) {
      const to = { platform: 'wecom', workspace: 'ww0fake0corp', id } as const;
      expect(await direct(harness).post(message({ to }), soon())).toMatchObject({ outcome: 'rejected', gone: true });
    }
    // The list of invalid receivers comes with a success, too.
    harness.fake.failNext('message/send', { errcode: 0, invaliduser: 'zhangsan' } as Fault);
    expect(await direct(harness).post(message(), soon())).toEqual({
      outcome: 'rejected',
      reason: 'invaliduser',
      gone: true,
    });
  });

  it('refused by a code that nobody knows is given up, logged whole and counted', async () => {
    const harness = await startHarness();
    harness.allowErrors = true;
    harness.fake.failNext('message/send', { errcode: 99_999, errmsg: 'something new, from ip: 1.2.3.4' });
    expect(await direct(harness).post(message(), soon())).toEqual({
      outcome: 'rejected',
      reason: '99999',
      gone: false,
    });
    expect(harness.unknownCodes).toBe(1);
    expect(harness.logs.at(-1)).toMatchObject({
      level: 'error',
      fields: { api: 'message/send', errcode: 99_999, errmsg: 'something new, from ip: 1.2.3.4' },
    });
  });

  it('obeys its signal, and tells nobody the token', async () => {
    const harness = await startHarness();
    expect((await direct(harness).post(message(), AbortSignal.abort())).outcome).toBe('retry-later');
    harness.fake.failNext('message/send', 'drop');
    await direct(harness).post(message(), soon());
    expect(JSON.stringify(harness.logs)).not.toMatch(/token-\d/);
  });
});

describe('a card that changes', () => {
  it('is updated in place, each code once: one from the send, one from each click', async () => {
    const harness = await startHarness();
    harness.respond = () => ({ reply: { kind: 'nothing' }, later: null });
    const address = await sent(harness);
    const shown = await harness.fake.member('zhangsan').expectCard(/C202611001/);
    const update = (title: string) =>
      direct(harness).update(address, message({ card: card(title, { buttons: [take] }) }), soon());
    expect(await update('已更新一次')).toEqual({ outcome: 'sent', address });
    await shown.expectUpdate(/已更新一次/);
    await shown.click('认领');
    await harness.app.drain();
    expect(harness.inbound).toMatchObject([{ what: { type: 'click', action: 'ticket.take', value: 'C202611001' } }]);
    expect(await update('已更新两次')).toEqual({ outcome: 'sent', address });
    await shown.expectUpdate(/已更新两次/);
    expect(harness.fake.world.codes.map((one) => one.used)).toEqual([true, true]);
  });

  it('without a code left comes as a new card, which says so; the old one is answered with the present state', async () => {
    const harness = await startHarness();
    const address = await sent(harness);
    const old = await harness.fake.member('zhangsan').expectCard(/C202611001/);
    const update = (title: string) =>
      direct(harness).update(address, message({ card: card(title, { buttons: [take] }) }), soon());
    await update('第一次');
    const outcome = await update('第二次');
    const next = await harness.fake.member('zhangsan').expectCard(/第二次/, { after: old });
    expect(next.text).toContain('取代之前的卡片');
    expect(outcome).toEqual({ outcome: 'sent', address: { conversation: '@zhangsan', message: next.taskId } });
    expect(next.taskId).not.toBe(old.taskId);
    await old.click('认领');
    await old.expectUpdate(/已由新卡片取代/);
    expect(old.buttons).toEqual([]);
    await harness.app.drain();
    expect(harness.inbound).toMatchObject([{ what: { type: 'click', action: 'ticket.show', value: 'C202611001' } }]);
    // The new card goes on like every other card.
    await next.click('认领');
    await harness.app.drain();
    expect(harness.inbound.at(-1)).toMatchObject({ what: { action: 'ticket.take' } });
  });

  it('the card that replaces one does not send the words for copying again', async () => {
    const harness = await startHarness();
    const copy = '尊敬的客户，我们正在处理。';
    const shown = (title: string) => card(title, { copy, buttons: [take] });
    const address = await sent(harness, { card: shown('首次响应超时') });
    await direct(harness).update(address, message({ card: shown('提醒了组长') }), soon());
    // So late that the platform does not swallow it as a repeat.
    harness.skewMs = 31 * 60_000;
    await direct(harness).update(address, message({ card: shown('提醒了经理') }), soon());
    await harness.fake.member('zhangsan').expectCard(/提醒了经理[^]*取代之前的卡片/);
    const texts = harness.fake.member('zhangsan').messages();
    expect(texts.filter(({ text }) => text === copy)).toHaveLength(1);
    expect(texts).toHaveLength(3);
  });

  it('with codes that are too old or spent tries the next, and then a new card', async () => {
    const harness = await startHarness();
    harness.allowErrors = true;
    const address = await sent(harness);
    harness.fake.expireCodes();
    harness.codes.kept.push([address.message, 'code-of-nobody']);
    const outcome = await direct(harness).update(
      address,
      message({ card: card('新的状态', { buttons: [take] }) }),
      soon(),
    );
    expect(outcome).toMatchObject({ outcome: 'sent' });
    await harness.fake.member('zhangsan').expectCard(/新的状态/);
    expect(harness.codes.kept.filter(([id]) => id === address.message)).toEqual([]);
  });

  it.each([[{ errcode: 45009 } as Fault], [{ errcode: 60020 } as Fault]])(
    'refused before it was done (%j) keeps its code',
    async (fault) => {
      const harness = await startHarness();
      const address = await sent(harness);
      harness.fake.failNext('message/update_template_card', fault);
      expect((await direct(harness).update(address, message(), soon())).outcome).toBe('retry-later');
      expect(harness.codes.kept).toHaveLength(1);
    },
  );

  it('waits when the database gives no code', async () => {
    const harness = await startHarness();
    const address = await sent(harness);
    harness.codes.isGone = true;
    expect((await direct(harness).update(address, message(), soon())).outcome).toBe('retry-later');
    expect(harness.fake.member('zhangsan').messages()).toHaveLength(1);
  });
});

describe('a group that the app has made', () => {
  it('gets plain words with the commands spelled out, and where to send them', async () => {
    const harness = await startHarness();
    const support = harness.fake.addGroup({ id: 'CHAT1', name: '客服群' });
    const to = { platform: 'wecom', workspace: 'ww0fake0corp', id: 'app:CHAT1' } as const;
    const mentions = [{ id: 'zhangsan', name: '张三' }];
    const posted = message({ to, card: card('C202611001 超时', { buttons: [take], mentions }) });
    expect(await group(harness).post(posted, soon())).toMatchObject({ outcome: 'sent' });
    const shown = await support.expectCard(/C202611001 超时/);
    expect(shown.text).toContain('/ticket take C202611001');
    expect(shown.text).toContain('<@zhangsan>');
    expect(shown.buttons).toEqual([]);
    expect(group(harness).capabilities).toMatchObject({ buttons: false, updates: false, findable: false });
  });

  it('that is no more is closed to us', async () => {
    const harness = await startHarness();
    const to = { platform: 'wecom', workspace: 'ww0fake0corp', id: 'app:GONE' } as const;
    expect(await group(harness).post(message({ to }), soon())).toEqual({
      outcome: 'rejected',
      reason: '86003',
      gone: true,
    });
    expect(await group(harness).find(message({ to }), soon())).toBe('unknown');
  });
});

describe('the token', () => {
  it('is fetched once for all who need it at once', async () => {
    const harness = await startHarness();
    await Promise.all(Array.from({ length: 5 }, () => sent(harness)));
    expect(harness.fake.callsOf('gettoken')).toHaveLength(1);
  });

  it.each(['expired', 'forgotten'] as const)(
    'that is %s early is renewed once, and every call is done',
    async (how) => {
      const harness = await startHarness();
      await sent(harness);
      harness.fake.expireTokens(how);
      await Promise.all(Array.from({ length: 5 }, () => sent(harness)));
      expect(harness.fake.callsOf('gettoken')).toHaveLength(2);
      expect(harness.fake.member('zhangsan').messages()).toHaveLength(6);
    },
  );

  it('that stays stale is not asked for again and again', async () => {
    const harness = await startHarness();
    harness.allowErrors = true;
    await sent(harness);
    harness.fake.failNext('message/send', { errcode: 42001 }, 2);
    expect((await direct(harness).post(message(), soon())).outcome).toBe('rejected');
    expect(harness.fake.callsOf('gettoken')).toHaveLength(2);
  });

  it('is renewed before it expires', async () => {
    const harness = await startHarness();
    await sent(harness);
    harness.skewMs += 7_200_000 - 299_000;
    await sent(harness);
    expect(harness.fake.callsOf('gettoken')).toHaveLength(2);
  });

  it('that the platform refuses to give is a matter for the administrators', async () => {
    const harness = await startHarness();
    harness.fake.failNext('gettoken', { errcode: 40001, errmsg: 'invalid credential' });
    expect(await direct(harness).post(message(), soon())).toMatchObject({ outcome: 'retry-later', reason: '40001' });
    expect(harness.lockedOut).toEqual([{ errcode: 40001, errmsg: 'invalid credential' }]);
    expect((await direct(harness).post(message(), soon())).outcome).toBe('sent');
  });
});

describe('limits', () => {
  it('an API that was called too often rests for its minute; others go on', async () => {
    const harness = await startHarness();
    harness.fake.failNext('message/send', { errcode: 45009 });
    await direct(harness).post(message(), soon());
    const calls = harness.fake.callsOf('message/send').length;
    expect(await direct(harness).post(message(), soon())).toMatchObject({ outcome: 'retry-later', limited: true });
    expect(harness.fake.callsOf('message/send')).toHaveLength(calls);
    const to = { platform: 'wecom', workspace: 'ww0fake0corp', id: 'app:CHAT1' } as const;
    harness.fake.addGroup({ id: 'CHAT1', name: '客服群' });
    expect((await group(harness).post(message({ to }), soon())).outcome).toBe('sent');
    harness.skewMs += 60_001;
    expect((await direct(harness).post(message(), soon())).outcome).toBe('sent');
  });

  it('a busy platform is asked three times in all', async () => {
    const harness = await startHarness();
    harness.fake.failNext('message/send', { errcode: -1 }, 2);
    expect((await direct(harness).post(message(), soon())).outcome).toBe('sent');
    expect(harness.fake.callsOf('message/send')).toHaveLength(3);
  });

  it('an answer said past the outbox is counted', async () => {
    const harness = await startHarness();
    harness.respond = () => says('好');
    await harness.fake.member('zhangsan').says('/ticket list');
    await harness.app.drain();
    expect(harness.said).toEqual(['zhangsan']);
  });
});

describe('the address book', () => {
  it('is learned in the background and kept for all replicas', async () => {
    const harness = await startHarness({ staff: ['ZhangSan', '007', 'not a person'] });
    await harness.app.drain();
    expect(direct(harness).leaderOf?.('zhangsan')).toBe('lead1');
    expect(direct(harness).leaderOf?.('007')).toBe('lead1');
    expect(harness.members.get('zhangsan')).toEqual({ id: 'zhangsan', departments: ['1'], leaders: ['lead1', 'mgr1'] });
    expect(harness.named.map((one) => [one.id, one.name])).toEqual([
      ['zhangsan', '张三'],
      ['007', '小李'],
    ]);
    const other = await startHarness({ start: false });
    other.members.set('zhangsan', { id: 'zhangsan', departments: [], leaders: ['elsewhere'] });
    other.app.start();
    await other.app.drain();
    expect(direct(other).leaderOf?.('zhangsan')).toBe('elsewhere');
    expect(other.fake.callsOf('user/get')).toEqual([]);
  });

  it('gives names to deeds as soon as it knows them', async () => {
    const harness = await startHarness();
    await harness.fake.member('zhangsan').says('/ticket list');
    await harness.app.drain();
    await harness.fake.member('zhangsan').says('/ticket list');
    await harness.app.drain();
    expect(harness.inbound.map((one) => one.who.name)).toEqual([null, '张三']);
  });

  it('asks once about whom nobody knows, and again a minute after a failure', async () => {
    const harness = await startHarness();
    const port = direct(harness);
    expect(port.leaderOf?.('nobody')).toBeNull();
    await harness.app.drain();
    expect(port.leaderOf?.('nobody')).toBeNull();
    harness.fake.failNext('user/get', { status: 500 });
    expect(port.leaderOf?.('mgr1')).toBeNull();
    await harness.app.drain();
    expect(port.leaderOf?.('mgr1')).toBeNull();
    await harness.app.drain();
    expect(harness.fake.callsOf('user/get')).toHaveLength(2);
    harness.skewMs += 60_001;
    port.leaderOf?.('mgr1');
    port.leaderOf?.('nobody');
    await harness.app.drain();
    expect(harness.fake.callsOf('user/get').map((call) => call.query['userid'])).toEqual(['nobody', 'mgr1', 'mgr1']);
  });
});
