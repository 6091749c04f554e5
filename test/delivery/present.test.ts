import { describe, expect, it } from 'vitest';
import type { LaneWork, Scene } from '../../src/delivery/ports.ts';
import { present } from '../../src/delivery/present.ts';
import { demoPolicy } from '../../src/domain/policy/demo.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import type { Address } from '../../src/domain/vocabulary.ts';
import { laneWork, NOW, noticeView, noticeWork, sceneOf, ticketView } from '../support/delivery.ts';

const GROUP: Address = { platform: 'playground', workspace: 'demo', id: 'support' };
const DIRECT: Address = { platform: 'playground', workspace: 'demo', id: '@chen' };
const policy = demoPolicy();

function cardOf(work: LaneWork, scene: Scene, under: Policy = policy) {
  const shown = present(work, scene, { policy: under, now: NOW, nameOf: (ref) => ref });
  if (!shown.show) throw new Error(shown.why);
  return shown.card;
}

describe('personal data in what people wrote', () => {
  const ticket = ticketView({
    customer: { name: '张女士 13800138000', vip: false },
    description: '请回电 13900139000 或 zhang@example.com，身份证 11010519491231002X',
    problemType: '退款到 4111 1111 1111 1111',
  });
  const entry = { seq: 2, at: NOW, by: 'chen', deed: { type: 'noted' }, remark: '新号码 13700137000' } as const;
  const scene: Scene = { ...sceneOf([ticket]), entriesByKey: new Map([['t1/2', entry]]) };
  const digest = sceneOf([ticket], [{ subject: ticket, notice: noticeView(ticket) }, other()]);
  const kinds: [string, (lane: Address) => LaneWork, Scene][] = [
    ["a ticket's card", (lane) => laneWork({ lane }), scene],
    ['a reminder', (lane) => noticeWork({ lane }), scene],
    ['a reply in the thread', (lane) => laneWork({ lane, what: 'thread', seq: 2 }), scene],
    ['a digest', (lane) => laneWork({ lane }, { id: 'digest', kind: 'digest' }), digest],
  ];

  it.each(kinds)('%s hides it in a group, and says where it stands in full', (_, work, read) => {
    const card = cardOf(work(GROUP), read);
    expect(JSON.stringify(card)).not.toMatch(/1[3-9]\d{9}|example|1949|4111/);
    expect(JSON.stringify(card)).toMatch(/\[(电话|邮箱|证件号|银行卡号)\]/);
    expect(card.footer).toMatch(/个人信息已隐藏.*\/ticket show C202603001$/);
  });

  it.each(kinds)('%s names the direct chat where a whole group would read the answer', (_, work, read) => {
    const shown = present(work(GROUP), read, { policy, now: NOW, nameOf: (ref) => ref, answersAlone: false });
    const { footer } = shown.show ? shown.card : expect.unreachable(shown.why);
    expect(footer).toMatch(/单聊我发送：\/ticket show C202603001$/);
  });

  it.each(kinds)('%s shows it in a direct message', (_, work, read) => {
    const card = cardOf(work(DIRECT), read);
    expect(JSON.stringify(card)).toMatch(/1[3-9]\d{9}/);
    expect(card.footer ?? '').not.toMatch(/隐藏/);
  });

  it('the hiding word is in the language of the group', () => {
    const teams = new Map(policy.teams);
    const support = teams.get('support');
    if (support !== undefined) teams.set('support', { ...support, locale: 'en' });
    const card = cardOf(laneWork({ lane: GROUP }), scene, { ...policy, teams });
    expect(card.body).toMatch(/\[phone\] 或 \[e-mail\]/);
    expect(card.footer).toMatch(/^Personal data is hidden here/);
  });

  it('where nothing was hidden nothing is said about it', () => {
    expect(cardOf(laneWork({ lane: GROUP }), sceneOf([ticketView()])).footer).toBeUndefined();
  });

  it('what would have been cut off anyhow is not called hidden', () => {
    const long = ticketView({ description: `${'打印机坏了，'.repeat(60)}电话 13800138000` });
    expect(cardOf(noticeWork({ lane: GROUP }), sceneOf([long])).footer).toBeUndefined();
    expect(cardOf(laneWork({ lane: GROUP }), sceneOf([long])).footer).toMatch(/隐藏/);
  });

  it('a number that is not a phone, and the ticket number, stay', () => {
    const card = cardOf(laneWork({ lane: GROUP }), sceneOf([ticketView({ description: '订单 20260303 共 3 台' })]));
    expect(card.body).toBe('订单 20260303 共 3 台');
    expect(card.title).toMatch(/^C202603001/);
  });
});

describe('who is called by name', () => {
  const owned = ticketView({ owner: 'zhou' });

  it('the owner in a group, and nobody in a direct message', () => {
    expect(cardOf(noticeWork({ lane: GROUP }), sceneOf([owned])).mentions).toEqual([{ id: 'zhou', name: 'zhou' }]);
    expect(cardOf(noticeWork({ lane: DIRECT }), sceneOf([owned])).mentions).toEqual([]);
  });

  it('in a digest every owner once', () => {
    const tickets = ['t1', 't2', 't3'].map((id) => ticketView({ id, owner: id === 't3' ? 'lin' : 'zhou' }));
    const scene = sceneOf(
      tickets,
      tickets.map((ticket) => ({ subject: ticket, notice: noticeView(ticket) })),
    );
    const card = cardOf(laneWork({ lane: GROUP }, { id: 'digest', kind: 'digest' }), scene);
    expect(card.mentions?.map(({ id }) => id)).toEqual(['zhou', 'lin']);
  });
});

describe('a digest', () => {
  const answered = ticketView({ id: 't1' }, { state: 'met', stoppedAt: NOW });
  const work = (address: { conversation: string; message: string } | null) =>
    laneWork({ lane: GROUP }, { id: 'digest', kind: 'digest', address });
  const shown = (scene: Scene, address = null as Parameters<typeof work>[0]) =>
    present(work(address), scene, { policy, now: NOW, nameOf: (ref) => ref });

  it('is not sent when all of it was answered meanwhile, and shows so when it stands already', () => {
    const scene = sceneOf([answered], [{ subject: answered, notice: noticeView(answered) }]);
    expect(shown(scene)).toEqual({ show: false, why: 'answered before it was sent' });
    expect(shown(scene, { conversation: 'support', message: 'm' })).toMatchObject({ show: true });
  });

  it('is sent while anything of it is open', () => {
    const scene = sceneOf([answered], [{ subject: answered, notice: noticeView(answered) }, other()]);
    expect(shown(scene)).toMatchObject({ show: true, card: { title: '1 条提醒' } });
  });

  it('without anything to read says why', () => {
    expect(shown(sceneOf([answered]))).toEqual({ show: false, why: 'the notices are gone' });
  });
});

function other() {
  const ticket = ticketView({ id: 't2', number: 'C202603002' });
  return { subject: ticket, notice: noticeView(ticket) };
}
