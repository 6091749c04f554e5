import { describe, expect, it } from 'vitest';
import type { Form, FormValues } from '../../../../src/chat/form.ts';
import type { AnsweredForm } from '../../../../src/chat/form-link.ts';
import type { Account, Reply } from '../../../../src/chat/inbound.ts';
import { type Harness, says, startHarness } from './harness.ts';

const RATE: Form = {
  action: 'ticket.rate',
  context: 'C1',
  title: '客户评分',
  intro: '工单 C1',
  submit: '保存',
  cancel: '取消',
  fields: [
    {
      kind: 'choice',
      name: 'score',
      label: '评分',
      choices: ['5', '4', '3', '2', '1'].map((value) => ({ value, label: `${value} 分` })),
    },
    { kind: 'text', name: 'words', label: '说明', optional: true },
  ],
};

interface Asked {
  readonly key: string;
  readonly who: Account;
  readonly values: FormValues;
}

/** A form that is asked for by any command; `answer` says what comes of it. */
async function openForm(answer: (asked: Asked) => Reply | AnsweredForm) {
  const harness = await startHarness();
  const asked: Asked[] = [];
  const concluded: Reply[] = [];
  harness.respond = () => ({ reply: { kind: 'form', form: RATE }, later: null });
  harness.answerForm = async (key, who, values) => {
    asked.push({ key, who, values });
    const given = answer({ key, who, values });
    if ('state' in given) return given;
    return {
      state: 'open',
      linked: {
        account: who,
        where: { platform: 'wecom', workspace: '', id: `@${who.id}` },
        locale: 'zh-CN',
        form: RATE,
      },
      answer: { reply: given, later: null },
      conclude: async (reply) => void concluded.push(reply),
    };
  };
  const agent = harness.fake.member('zhangsan');
  await agent.says('/ticket rate C1');
  const link = await agent.expectCard(/想补充文字说明/);
  const card = await agent.expectCard(/客户评分/);
  return { harness, agent, card, link, asked, concluded };
}

const rated = says('C1：5 分，已关闭').reply;
const faulty: Reply = { kind: 'form-errors', errors: { score: '请填写这一项。' } };
const updates = ({ fake }: Harness) => fake.callsOf('message/update_template_card');

describe('a short form as a card in the chat with the app', () => {
  it('has a list for each choice, and the page for words behind a link', async () => {
    const { card, link } = await openForm(() => rated);
    expect([...card.selects]).toEqual([['score', ['请选择', '5 分', '4 分', '3 分', '2 分', '1 分']]]);
    expect(card.buttons).toEqual(['保存']);
    expect(link.links).toEqual(['https://huiyin.example.com/forms/abc']);
  });

  it('what is chosen is done, stands on the card, and cannot be sent again', async () => {
    const { harness, agent, card, asked, concluded } = await openForm(() => rated);
    await card.click('保存', { score: '5 分' });
    await agent.expectCard(/5 分，已关闭/);
    expect(asked).toEqual([{ key: 'k1', who: expect.objectContaining({ id: 'zhangsan' }), values: { score: '5' } }]);
    expect(card.text).toMatch(/评分：5 分\n\[已提交\]/);
    expect(card.buttons).toEqual([]);
    await harness.app.drain();
    expect(concluded).toEqual([rated]);
    // The deed is the form's, never a click of the registry's.
    expect(harness.inbound).toHaveLength(1);
    // The one code that the click brought was spent on the card, once.
    expect(updates(harness)).toHaveLength(1);
  });

  it('the same press told twice is one deed and one answer', async () => {
    const { harness, agent, card, asked } = await openForm(() => rated);
    const told = await card.click('保存', { score: '5 分' });
    await agent.expectCard(/5 分，已关闭/);
    await told.again();
    await harness.app.drain();
    expect(asked).toHaveLength(1);
  });

  it('with nothing chosen it says what is missing, stays open, and can be sent then', async () => {
    const { agent, card, asked } = await openForm(({ values }) => (values['score'] === undefined ? faulty : rated));
    await card.click('保存');
    const told = await agent.expectCard(/还没有保存/);
    expect(told.text).toContain('评分：请选择');
    expect(asked[0]?.values).toEqual({});
    expect(card.buttons).toEqual(['保存']);
    await card.click('保存', { score: '4 分' });
    await card.expectUpdate(/评分：4 分\n\[已提交\]/);
    expect(asked[1]?.values).toEqual({ score: '4' });
  });

  it('a refusal of the use case is told in its own words, and what was chosen stays for another try', async () => {
    const refusal = says('工单已取消', { tone: 'warn' }).reply;
    const { agent, card } = await openForm(() => refusal);
    await card.click('保存', { score: '5 分' });
    await agent.expectCard(/工单已取消/);
    expect(card.text).toContain('评分：5 分');
    expect(card.buttons).toEqual(['保存']);
  });

  it.each([
    ['used', /已经提交过了/, '已提交'],
    ['expired', /已过期，没有保存/, '已过期'],
  ] as const)('%s: says so and greys out', async (state, wanted, button) => {
    const { agent, card } = await openForm(() => ({ state, locale: 'zh-CN' }));
    await card.click('保存', { score: '5 分' });
    await agent.expectCard(wanted);
    expect(card.text).toContain(`[${button}]`);
    expect(card.buttons).toEqual([]);
  });

  it('somebody else’s form, or none: nothing is done and nothing is told of it', async () => {
    const { agent, card, concluded } = await openForm(() => ({ state: 'unknown' }));
    await card.click('保存', { score: '5 分' });
    expect((await agent.expectCard(/不是您的，或已经不存在/)).text).not.toContain('C1');
    expect(concluded).toEqual([]);
  });

  it('lists that were never offered, twice the same list, and nothing at all arrive as they are, to be checked', async () => {
    const { harness, card, asked } = await openForm(() => faulty);
    await card.click('保存', {}, [
      ['score', '99'],
      ['role', 'admin'],
      ['score', '5'],
    ]);
    await harness.fake.until(() => (asked.length === 1 ? true : null), 'the first');
    expect(asked[0]?.values).toEqual({ score: '99', role: 'admin' });
    await card.click('保存', {}, []);
    await harness.fake.until(() => (asked.length === 2 ? true : null), 'the second');
    expect(asked[1]?.values).toEqual({});
    await harness.app.drain();
    // What was forged is shown nowhere.
    expect(card.text).not.toContain('99');
  });

  it('a card that cannot be changed costs nothing but its looks', async () => {
    const { harness, agent, card, concluded } = await openForm(() => rated);
    harness.fake.failNext('message/update_template_card', { errcode: 42_999 });
    harness.allowErrors = true;
    await card.click('保存', { score: '5 分' });
    await agent.expectCard(/5 分，已关闭/);
    await harness.app.drain();
    expect(concluded).toHaveLength(1);
  });

  it('work that takes longer is told twice, and concluded once', async () => {
    const { harness, agent, card } = await openForm(() => rated);
    const open = harness.answerForm;
    harness.answerForm = async (...given) => {
      const found = await open(...given);
      if (found.state !== 'open') return found;
      return { ...found, answer: { reply: says('还在处理').reply, later: Promise.resolve(rated) } };
    };
    await card.click('保存', { score: '5 分' });
    await agent.expectCard(/5 分，已关闭/);
    expect(agent.messages().filter(({ text }) => text.includes('还在处理'))).toHaveLength(1);
  });
});
