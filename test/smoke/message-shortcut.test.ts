import { expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/domain/time.ts';
import { useDatabase } from '../support/database.ts';
import type { ModalDriver } from '../support/fake-slack/shown.ts';
import { numberOf, type Product, startProduct } from '../support/product.ts';

const database = useDatabase();

const SHORTCUT = 'ticket-from-message';

/** A product, and a customer's words in the lobby ten minutes ago. */
async function withMessage(): Promise<Product & { message: ReturnType<typeof hear> }> {
  const product = await startProduct(database);
  return { ...product, message: hear(product) };
}

function hear({ slack, clock }: Product) {
  return slack.channel('lobby').hears('二楼打印机又卡纸了，<急> & 大家都在等', {
    as: 'mender',
    at: clock.now() - 10 * MINUTE_MS,
  });
}

function form(answer: { readonly modal: ModalDriver | null }): ModalDriver {
  return answer.modal ?? expect.unreachable('no form was opened');
}

it('makes a ticket of a message: its words, author, link and time are kept, and its thread is told', async () => {
  const { slack, message } = await withMessage();
  const opened = await slack.user('agent1').shortcutOnMessage(SHORTCUT, message);
  expect(opened.tookMs).toBeLessThan(3_000);
  expect(form(opened).values).toMatchObject({ description: '二楼打印机又卡纸了，<急> & 大家都在等' });
  const done = await slack.user('agent1').submits(form(opened), { customer: '云帆', kind: '咨询', urgency: '紧急' });
  expect(done.modal).toBeNull();

  const card = await slack.channel('support').expectCard(/二楼打印机又卡纸了/);
  expect(card.text).toMatch(/09:50/);
  expect(card.text).toContain(`https://acme.slack.com/archives/C0LOBBY/p${message.ts.replace('.', '')}`);
  expect(card.text).toMatch(/小林/);
  const reply = await message.expectReply(/已建工单 C\d+，由客服部处理/);
  expect(numberOf(reply.text)).toBe(numberOf(card.text));
  expect(slack.channel('lobby').messages()).toHaveLength(1);
  await slack.user('agent1').expectEphemeral(/工单 C\d+ 已创建/);
});

it('what the customer demanded counts from the message too', async () => {
  const product = await startProduct(database);
  const { slack, clock } = product;
  const at = clock.now() - 10 * MINUTE_MS;
  const message = slack.channel('lobby').hears('二楼打印机卡纸，要求30分钟内回复', { as: 'mender', at });
  const opened = await slack.user('agent1').shortcutOnMessage(SHORTCUT, message);
  await slack.user('agent1').submits(form(opened), { kind: '咨询', urgency: '一般' });
  await slack.channel('support').expectCard(/二楼打印机卡纸/);
  const [owed] = await database.prisma.commitment.findMany({ where: { rule: 'first-contact' } });
  expect((owed?.dueAt.getTime() ?? 0) - at).toBe(30 * MINUTE_MS);
});

it('used by two people at once is one ticket: the slower one is shown it', async () => {
  const { slack, message, settle } = await withMessage();
  const forms = await Promise.all(
    ['agent1', 'agent2'].map((who) => slack.user(who).shortcutOnMessage(SHORTCUT, message)),
  );
  await Promise.all(
    forms.map((opened, i) => slack.user(i === 0 ? 'agent1' : 'agent2').submits(form(opened), { kind: '咨询' })),
  );
  await message.expectReply(/已建工单/);
  await settle();
  expect(await database.prisma.ticket.count()).toBe(1);
  expect(slack.channel('support').messages()).toHaveLength(1);
  const said = ['agent1', 'agent2'].map((who) =>
    slack
      .user(who)
      .ephemerals()
      .map((each) => each.text)
      .join(),
  );
  expect(said.filter((each) => /已创建/.test(each))).toHaveLength(1);
  expect(said.filter((each) => /这条消息已建过工单/.test(each))).toHaveLength(1);
});

it('on a reply answers in the thread where the reply stands', async () => {
  const product = await startProduct(database);
  const { slack } = product;
  const root = slack.channel('lobby').hears('早上好', { as: 'mender' });
  const message = slack.channel('lobby').hears('空调漏水，地上都是', { as: 'mender', thread: root });
  const opened = await slack.user('agent1').shortcutOnMessage(SHORTCUT, message);
  await slack.user('agent1').submits(form(opened), { kind: '咨询' });
  await root.expectReply(/已建工单 C\d+/);
});

it('where the bot is no member the ticket is made all the same, and nobody is alarmed over the reply', async () => {
  const product = await startProduct(database);
  const { slack, settle, logs } = product;
  slack.addChannel({ id: 'C0CLOSED', name: 'closed', withBot: false });
  const message = slack.channel('closed').hears('空调漏水，地上都是', { as: 'mender' });
  const opened = await slack.user('agent1').shortcutOnMessage(SHORTCUT, message);
  await slack.user('agent1').submits(form(opened), { kind: '咨询' });
  await slack.channel('support').expectCard(/空调漏水/);
  await slack.user('agent1').expectDirectMessage(/工单 C\d+ 已创建/);
  await settle();
  expect(message.thread()).toEqual([]);
  expect(logs.filter((line) => line.level === 'error')).toEqual([]);
});

it('on the message of a program, and on an empty one, opens the form to be completed', async () => {
  const { slack } = await startProduct(database);
  const alarm = slack.channel('lobby').hears('monitoring: disk full on db-1');
  const opened = await slack.user('agent1').shortcutOnMessage(SHORTCUT, alarm);
  expect(form(opened).values).toMatchObject({ description: 'monitoring: disk full on db-1' });
  const empty = slack.channel('lobby').hears('', { as: 'mender' });
  const blank = await slack.user('agent1').shortcutOnMessage(SHORTCUT, empty);
  expect(form(blank).values['description']).toBeUndefined();
});

it('a message longer than a form takes is cut where everybody sees it, in the form and in the ticket', async () => {
  const { slack } = await startProduct(database);
  const long = slack.channel('lobby').hears(`空调漏水${'，地上都是水'.repeat(1_000)}`, { as: 'mender' });
  const opened = await slack.user('agent1').shortcutOnMessage(SHORTCUT, long);
  expect(form(opened).values['description']).toMatch(/^空调漏水，.*……（已截断，共 6004 字）$/);
  expect(form(opened).values['description']?.length).toBeLessThanOrEqual(3_000);
  expect(form(opened).text).toMatch(/已截断，共 6004 字/);
  await slack.user('agent1').submits(form(opened), { kind: '咨询' });
  await slack.channel('support').expectCard(/空调漏水/);
  const [ticket] = await database.prisma.ticket.findMany();
  expect(ticket?.description).toMatch(/……（已截断，共 6004 字）$/);
});
