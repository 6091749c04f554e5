import { describe, expect, it } from 'vitest';
import { cardContext } from '../../../src/chat/cards/context.ts';
import { type DigestedNotice, digestCard, isDigestMoot } from '../../../src/chat/cards/digest-card.ts';
import type { Commitment } from '../../../src/domain/commitment/commitment.ts';
import { demoPolicy } from '../../../src/domain/policy/demo.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/time.ts';
import type { TicketView } from '../../../src/usecases/ports.ts';
import { NOW, noticeView, ticketView } from '../../support/delivery.ts';

const policy = demoPolicy();
const context = cardContext({ locale: 'zh-CN', policy, now: NOW, nameOf: (ref) => `${ref}先生` });
const english = cardContext({ ...context, locale: 'en' });

let count = 0;

/** A reminder about a ticket of its own, due half an hour ago unless told otherwise. */
function late(
  view: Partial<TicketView> = {},
  commitment: Partial<Commitment> = {},
  notice: Partial<DigestedNotice['notice']> = {},
): DigestedNotice {
  count += 1;
  const id = `t${count}`;
  const ticket = ticketView({ id, number: `C2026030${String(count).padStart(2, '0')}`, ...view }, commitment);
  return about(ticket, 0, notice);
}

function about(ticket: TicketView, at: number, notice: Partial<DigestedNotice['notice']> = {}): DigestedNotice {
  const commitment = ticket.commitments[at];
  if (commitment === undefined) throw new Error('no such commitment');
  return { view: ticket, notice: { ...noticeView(ticket), commitment, mentions: [], ...notice } };
}

const numbersOf = (notices: readonly DigestedNotice[]) =>
  digestCard(notices, context).items?.map(({ title }) => title.split(' ')[0]);
const numberOf = ({ view }: DigestedNotice) => view.number;

describe('order', () => {
  it('urgent first, a VIP first among equals, then whoever waits longest', () => {
    const vip = { name: '远航', vip: true };
    const calm = late();
    const longer = late({}, { dueAt: NOW - 5 * HOUR_MS });
    const ofVip = late({ customer: vip });
    const urgent = late({ urgency: 'urgent' });
    const urgentOfVip = late({ urgency: 'urgent', customer: vip });
    const important = late({ urgency: 'important' });
    expect(numbersOf([calm, longer, ofVip, urgent, urgentOfVip, important])).toEqual(
      [urgentOfVip, urgent, important, ofVip, longer, calm].map(numberOf),
    );
  });

  it('what was answered stands last, says by whom, and has no buttons', () => {
    const seen = late({ urgency: 'urgent' }, { ackedAt: NOW - MINUTE_MS, ackedBy: 'chen' });
    const done = late({ urgency: 'urgent' }, { state: 'met', stoppedAt: NOW });
    const open = late();
    const card = digestCard([seen, done, open], context);
    expect(card.title).toBe('1 条提醒');
    expect(card.items?.map(({ title }) => title.split(' ')[0])).toEqual([open, seen, done].map(numberOf));
    expect(card.items?.map(({ tone }) => tone)).toEqual(['alarm', 'good', 'good']);
    expect(card.items?.[1]?.detail).toMatch(/chen先生 已知悉，11:29/);
    expect(card.items?.[2]?.detail).toMatch(/首次响应：已完成/);
    expect(card.items?.slice(1).flatMap(({ buttons = [] }) => buttons)).toEqual([]);
  });

  it('an answer from before the telling is none', () => {
    const stale = late({}, { ackedAt: NOW - HOUR_MS, ackedBy: 'chen' });
    expect(isDigestMoot([stale])).toBe(false);
    expect(digestCard([stale, late()], context).title).toBe('2 条提醒');
  });

  it('all answered: it says so', () => {
    const done = [late({}, { state: 'met', stoppedAt: NOW }), late({}, { state: 'cancelled', stoppedAt: NOW })];
    expect(isDigestMoot(done)).toBe(true);
    expect(digestCard(done, context)).toMatchObject({ tone: 'good', title: '2 条提醒，均已处理', mentions: [] });
    expect(digestCard(done, english).title).toBe('2 reminders, all answered');
  });
});

describe('what stands in it', () => {
  it('a line names the ticket, the customer, what is late and by how much, and the owner', () => {
    const [item] =
      digestCard([late({ owner: 'zhou', customer: { name: '远航', vip: true } }), late()], context).items ?? [];
    expect(item?.title).toMatch(/^C20260\d+ · 远航 VIP$/);
    expect(item?.detail).toBe('首次响应已超时 30 分钟 · 一般 · zhou先生');
  });

  it('each line has what answers it: seen, and the likeliest deed', () => {
    const card = digestCard([late({ owner: 'zhou' }, { dueAt: NOW - HOUR_MS }), late()], context);
    expect(card.items?.map(({ buttons }) => buttons?.map(({ action }) => action))).toEqual([
      ['ticket.ack', 'ticket.contacted'],
      ['ticket.ack', 'ticket.take'],
    ]);
    expect(card.items?.[0]?.buttons?.[0]).toMatchObject({ value: card.items?.[0]?.title.split(' ')[0] });
  });

  it('the summary names the worst, in both languages', () => {
    const worst = late({ urgency: 'urgent', customer: { name: '远航', vip: false } });
    const notices = [late(), worst, late()];
    expect(digestCard(notices, context).summary).toBe(
      `3 条提醒，最急：远航 首次响应已超时 30 分钟（${worst.view.number}）`,
    );
    expect(digestCard(notices, english).summary).toBe(
      `3 reminders, most urgent: 远航, First contact is 30 min overdue (${worst.view.number})`,
    );
  });

  it('fifteen lines; the rest is counted, and one button away', () => {
    const notices = Array.from({ length: 40 }, () => late());
    const card = digestCard(notices, context);
    expect(card.title).toBe('40 条提醒');
    expect(card.items).toHaveLength(15);
    expect(card.lines?.at(-1)).toBe('……还有 25 条：/ticket list overdue');
    expect(card.buttons).toMatchObject([{ action: 'ticket.list', value: 'overdue|1|', typed: '/ticket list overdue' }]);
    expect(digestCard(notices.slice(0, 15), context)).toMatchObject({ buttons: [], lines: [] });
  });

  it('why these people are told, and how late the telling is', () => {
    const notices = [late({}, {}, { audience: 'lead', lateSeconds: 7_200 }), late({}, {}, { audience: 'lead' })];
    expect(digestCard(notices, context).lines).toEqual([
      '通知组长：到时仍未完成。',
      '本提醒晚到 2 小时：其间服务未运行。',
    ]);
  });

  it('only warnings: it does not cry alarm', () => {
    const warned = () => late({}, { dueAt: NOW + 10 * MINUTE_MS }, { stage: 1 });
    expect(digestCard([warned(), warned()], context).tone).toBe('warn');
    expect(digestCard([warned(), late()], context).tone).toBe('alarm');
  });
});

describe('several reminders about one ticket', () => {
  const view = ticketView();
  const resolve = { ...view.commitments[0], id: 'resolve', rule: 'resolve', dueAt: NOW - HOUR_MS } as Commitment;
  const ticket: TicketView = { ...view, commitments: [...view.commitments, resolve] };

  it('are one line', () => {
    const card = digestCard([about(ticket, 0), about(ticket, 1), late()], context);
    expect(card.title).toBe('2 条提醒');
    expect(card.items?.[0]?.detail).toMatch(/^解决已超时 1 小时 · 首次响应已超时 30 分钟 · /);
  });

  it('alone they are its reminder, which names the others', () => {
    const card = digestCard([about(ticket, 0), about(ticket, 1)], context);
    expect(card.items).toBeUndefined();
    expect(card.title).toBe('C202603001 · 解决已超时 1 小时');
    expect(card.lines).toContain('首次响应已超时 30 分钟');
  });

  it('a warning that became a breach meanwhile is told once', () => {
    const warned = about(ticket, 0, { stage: 1, at: NOW - HOUR_MS });
    const card = digestCard([warned, about(ticket, 0), late()], context);
    expect(card.items?.[0]?.detail?.match(/首次响应/g)).toHaveLength(1);
  });

  it('what was told last counts: an answer from before it is none', () => {
    const seen = ticketView({}, { ackedAt: NOW - 40 * MINUTE_MS, ackedBy: 'chen' });
    const warned = about(seen, 0, { stage: 1, at: NOW - HOUR_MS });
    for (const notices of [
      [warned, about(seen, 0), late()],
      [about(seen, 0), warned, late()],
    ]) {
      expect(digestCard(notices, context).title).toBe('2 条提醒');
    }
  });
});
