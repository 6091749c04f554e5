import { describe, expect, it } from 'vitest';
import { cardContext } from '../../../src/chat/cards/context.ts';
import { type DigestedNotice, digestCard } from '../../../src/chat/cards/digest-card.ts';
import type { AskedItem } from '../../../src/domain/care/care.ts';
import type { Commitment } from '../../../src/domain/commitment/commitment.ts';
import { demoPolicy } from '../../../src/domain/policy/demo.ts';
import { DAY_MS, HOUR_MS } from '../../../src/domain/time.ts';
import type { CareView } from '../../../src/usecases/care/ports.ts';
import { careView } from '../../support/care-view.ts';
import { NOW, noticeView, ticketView } from '../../support/delivery.ts';

const context = cardContext({ locale: 'zh-CN', policy: demoPolicy(), now: NOW, nameOf: () => '小王' });
const english = cardContext({ ...context, locale: 'en' });

const item = (parts: Pick<AskedItem, 'rule' | 'ask' | 'reason'> & Partial<AskedItem>): AskedItem => ({
  key: parts.ask,
  dueAt: NOW + HOUR_MS,
  ...parts,
});
const WARNING = item({ rule: 'churn', ask: 'cause-talk', reason: { why: 'warning', raisedAt: NOW - DAY_MS } });
const VISIT = item({
  rule: 'cadence',
  ask: 'visit',
  reason: { why: 'cadence', tier: 'A', ask: 'visit', everyDays: 90, since: '2025-12-05', from: '2025-12-05' },
});
const BIRTHDAY = item({
  rule: 'dates',
  ask: 'greet',
  reason: { why: 'birthday', personId: 'p1', on: '2026-03-03', calendar: 'lunar', taken: null },
});
const INVITE = item({ rule: 'campaigns', ask: 'invite', reason: { why: 'campaign', campaignId: 'c1' } });

let count = 0;
/** A reminder of a customer of its own, asked for and not late unless told otherwise. */
function asked(
  items: readonly AskedItem[],
  parts: Partial<CareView> = {},
  commitment: Partial<Commitment> = {},
  notice: Partial<DigestedNotice['notice']> = {},
): DigestedNotice {
  count += 1;
  const id = `k${count}`;
  const number = `K${String(count).padStart(5, '0')}`;
  const rule = items[0]?.rule === 'campaigns' ? 'invitation' : 'care';
  const view = careView(items, { id, number, ...parts }, { rule, dueAt: NOW + HOUR_MS, ...commitment });
  const [owed] = view.commitments;
  if (owed === undefined) throw new Error('nothing is owed');
  const about = { id: `${id}-notice`, commitmentId: owed.id, stage: 1, repeat: 0, at: NOW, lateSeconds: 0 };
  return { view, notice: { ...about, audience: 'owner', commitment: owed, mentions: [], ...notice } };
}
function lateTicket(): DigestedNotice {
  count += 1;
  const ticket = ticketView({ id: `t${count}`, number: `C2026030${count}` });
  const [commitment] = ticket.commitments;
  if (commitment === undefined) throw new Error('nothing is owed');
  return { view: ticket, notice: { ...noticeView(ticket), commitment, mentions: [] } };
}
const detailOf = (one: DigestedNotice, locale = context) =>
  digestCard([one, asked([VISIT])], locale).items?.find(({ title }) => title.startsWith(one.view.number))?.detail ?? '';

describe('a line of care', () => {
  const signs: CareView['signs'] = [
    { warning: 'silent', days: 64 },
    { warning: 'events-down', share: 0.67, now: 2, before: 6 },
    { warning: 'unanswered', share: 0.125, reached: 1, tried: 8 },
    { warning: 'spending-down', share: 0.5, now: 30_000, before: 60_000 },
    { warning: 'displeased', now: 3, before: 1 },
  ];

  it('says of a warning what was seen, before what to do', () => {
    const detail = detailOf(asked([WARNING], { signs }));
    expect(detail).toMatch(
      /^流失预警 · 2 个月没有沟通（64 天）；近 60 天合作 2 次（此前 6 次）；联系 8 次接通 1 次（13%）/u,
    );
    expect(detail).toMatch(/近 60 天消费 3万（此前 6万）；近 60 天不满 3 次（此前 1 次） · 共情沟通，了解原因/u);
    const told = detailOf(asked([WARNING], { signs }), english);
    expect(told).toMatch(
      /no talk for 2 months \(64 days\); business in 60 days: 2 \(before: 6\); answered 1 of 8 \(13\s%\)/u,
    );
  });

  it('of one silent for less than two months, the days', () => {
    expect(detailOf(asked([WARNING], { signs: [{ warning: 'silent', days: 45 }] }))).toContain('45 天没有沟通');
  });

  it('says what a warning was raised for where that is not seen any more', () => {
    const view = asked([WARNING]).view as CareView;
    const warned = {
      ...view.care,
      warning: { raisedAt: NOW, signs: ['silent', 'unanswered'], talkedAt: null, cause: null },
    };
    expect(detailOf(asked([WARNING], { care: warned }))).toMatch(/预警时：久未沟通、接通率低；现在已不再出现/u);
  });

  it('says of anything else which rule asks for it, and why just now', () => {
    const detail = detailOf(asked([VISIT, BIRTHDAY], { namesById: new Map([['p1', '张伟']]) }));
    expect(detail).toMatch(
      /^定期沟通：上门拜访 · A 级客户每 90 天一次，上次 2025年12月5日（周五）；重要日子：今天送上祝福 · 张伟 生日 3月3日（周二）（农历）/u,
    );
  });

  it('names two things and counts the others', () => {
    const detail = detailOf(asked([VISIT, BIRTHDAY, WARNING, INVITE]));
    expect(detail).toContain('另有 2 项');
    expect(detail).not.toContain('新品会');
  });
});

describe('invitations', () => {
  const orderOf = (notices: readonly DigestedNotice[]) =>
    digestCard(notices, context).items?.map(({ title }) => title.split(/[ -]/u)[0]);

  it('stand after what is owed, whoever matters most first, whatever their deadlines', () => {
    const plain = asked([INVITE], { tier: 'B' }, { dueAt: NOW + 1 });
    const tierA = asked([INVITE], { tier: 'A' });
    const vip = asked([INVITE], { vip: true, tier: 'C' });
    const atRisk = asked([INVITE], { stage: 'at-risk', tier: 'C' });
    const high = asked([INVITE], { highValue: true, tier: 'B' });
    const highVip = asked([INVITE], { highValue: true, vip: true, tier: 'basic' });
    const care = asked([VISIT], {}, { dueAt: NOW + DAY_MS });
    const ticket = lateTicket();
    const order = [ticket, care, highVip, high, atRisk, vip, tierA, plain].map(({ view }) => view.number);
    expect(orderOf([plain, tierA, vip, atRisk, high, highVip, care, ticket])).toEqual(order);
    expect(orderOf([ticket, care, highVip, high, atRisk, vip, tierA, plain].toReversed())).toEqual(order);
  });

  it('say why they come first, and have the three answers as buttons', () => {
    const one = asked([INVITE], { highValue: true, stage: 'at-risk' });
    const card = digestCard([one, asked([INVITE])], context);
    expect(card.items?.[0]?.detail).toMatch(/^邀请参加 · 活动“新品会” · 高价值 · 流失风险/u);
    expect(card.items?.[0]?.buttons?.map(({ typed }) => typed)).toEqual(
      ['coming', 'hesitating', 'declined'].map((answer) => `/care answer H00001 ${one.view.number} ${answer}`),
    );
    expect(detailOf(asked([INVITE]))).not.toMatch(/高价值|流失风险/u);
  });

  it('lead to the whole list, once, where all are shown and where some are not', () => {
    const few = digestCard([asked([INVITE]), asked([INVITE])], context);
    expect(few.buttons?.map(({ typed }) => typed)).toEqual(['/care campaign H00001 list mine']);
    const many = digestCard(
      Array.from({ length: 400 }, () => asked([INVITE])),
      context,
    );
    expect(many.items).toHaveLength(15);
    expect(many.title).toBe('400 条提醒');
    expect(many.lines?.join('\n')).toContain('还有 385 条：/care campaign H00001 list mine');
    expect(many.buttons?.map(({ typed }) => typed)).toEqual(['/care campaign H00001 list mine']);
  });

  it('that fell to the team lead to the team’s list; of two campaigns each has its own', () => {
    const other = new Map([['c1', 'H00002']]);
    const fell = { heardAs: 'team' } as const;
    const card = digestCard(
      [asked([INVITE], {}, {}, fell), asked([INVITE], { campaignNumbers: other }, {}, fell)],
      context,
    );
    expect(card.buttons?.map(({ typed }) => typed)).toEqual([
      '/care campaign H00001 list team',
      '/care campaign H00002 list team',
    ]);
  });

  it('that climbed to whoever leads lead to everybody’s list', () => {
    const late = { audience: 'lead' } as const;
    const card = digestCard([asked([INVITE], {}, {}, late), asked([INVITE], {}, {}, late)], context);
    expect(card.buttons?.map(({ typed }) => typed)).toEqual(['/care campaign H00001 list team']);
  });

  it('behind other things that found no room lead to what is asked for today as well', () => {
    const visits = Array.from({ length: 20 }, () => asked([VISIT]));
    const card = digestCard([...visits, asked([INVITE])], context);
    expect(card.buttons?.map(({ typed }) => typed)).toEqual(['/care today team', '/care campaign H00001 list mine']);
  });

  it('answered stand last, without buttons', () => {
    const done = asked([INVITE], { highValue: true }, { state: 'met', stoppedAt: NOW });
    const open = asked([INVITE]);
    const card = digestCard([done, open], context);
    expect(orderOf([done, open])).toEqual([open, done].map(({ view }) => view.number));
    expect(card.items?.[1]?.buttons).toBeUndefined();
  });
});
