import { describe, expect, it } from 'vitest';
import type { Form, FormValues } from '../../../../src/chat/form.ts';
import type { AnsweredForm, AnswerForm } from '../../../../src/chat/form-link.ts';
import type { Reply } from '../../../../src/chat/inbound.ts';
import { says, startHarness, ticketForm } from './harness.ts';

const TOLD: Form = {
  ...ticketForm,
  action: 'ticket.told',
  title: '告知客户',
  intro: '工单 C1',
  submit: '保存',
  fields: [
    {
      kind: 'choice',
      name: 'written',
      label: '书面答复',
      choices: [
        { value: 'no', label: '否' },
        { value: 'yes', label: '是' },
      ],
      initial: 'no',
    },
  ],
};

const done = says('已记录告知客户', {}, { code: 'told' }).reply;
const faulty: Reply = { kind: 'form-errors', errors: { written: '这个选项已经没有了，请重新选择。' } };

/** A form in the talk with one person; `answer` says what comes of it. */
async function openForm(answer: (values: FormValues) => Reply | AnsweredForm, form: Form = TOLD) {
  const asked: { key: string; id: string; values: FormValues }[] = [];
  const concluded: Reply[] = [];
  const answerForm: AnswerForm = async (key, who, values) => {
    asked.push({ key, id: who.id, values });
    const given = answer(values);
    if ('state' in given) return given;
    return {
      state: 'open',
      linked: {
        account: who,
        where: { platform: 'wecom', workspace: 'ww0corp', id: '@agent1' },
        locale: 'zh-CN',
        form,
      },
      answer: { reply: given, later: null },
      conclude: async (reply) => void concluded.push(reply),
    };
  };
  const harness = await startHarness({ answerForm });
  harness.respond = () => ({ reply: { kind: 'form', form }, later: null });
  const talk = harness.fake.single('agent1');
  talk.says('agent1', '/ticket told C1');
  const card = await talk.expectMessage(/告知客户/);
  return { harness, talk, card, asked, concluded };
}

describe('a short form as a card of the AI bot', () => {
  it('is a card alone where no words are asked for; what is chosen is done and stands on it', async () => {
    const { harness, talk, card, asked, concluded } = await openForm(() => done);
    expect([...card.selects]).toEqual([['written', ['否', '是']]]);
    expect(talk.messages()).toHaveLength(1);
    card.click('agent1', '保存', { written: '是' });
    await card.expectUpdate(/书面答复：是/);
    await talk.expectMessage(/已记录告知客户/);
    await harness.bot.drain();
    expect(asked).toEqual([{ key: 'k1', id: 'agent1', values: { written: 'yes' } }]);
    expect(concluded).toEqual([done]);
    expect(card.buttons).toEqual(['已提交']);
    // The lists are locked: nobody can choose anew what was sent.
    expect(() => card.click('agent1', '已提交', { written: '否' })).toThrow(/takes no choice any more/);
  });

  it('what stands in a list counts as chosen', async () => {
    const { harness, talk, card, asked } = await openForm(() => done);
    card.click('agent1', '保存');
    await talk.expectMessage(/已记录告知客户/);
    await harness.bot.drain();
    expect(asked[0]?.values).toEqual({ written: 'no' });
  });

  it('a forged choice is told as what is wrong with it, and the card goes on', async () => {
    const { harness, talk, card, asked } = await openForm(() => faulty);
    card.click('agent1', '保存', {}, [
      ['written', 'perhaps'],
      ['written', 'yes'],
    ]);
    await talk.expectMessage(/书面答复：这个选项已经没有了[^]*还没有保存/);
    await harness.bot.drain();
    expect(asked[0]?.values).toEqual({ written: 'perhaps' });
    expect(card.buttons).toEqual(['保存']);
    expect(card.text).not.toContain('perhaps');
  });

  it.each([
    ['used', /已经提交过了/],
    ['expired', /已过期，没有保存/],
  ] as const)('%s: says so', async (state, wanted) => {
    const { talk, card, concluded } = await openForm(() => ({ state, locale: 'zh-CN' }));
    card.click('agent1', '保存');
    await talk.expectMessage(wanted);
    expect(concluded).toEqual([]);
  });

  it('asked for in a group it comes to the person alone', async () => {
    const { harness, talk } = await openForm(() => done);
    const group = harness.fake.group('CHAT1');
    const asked = group.says('agent1', '/ticket told C1');
    expect((await group.answerTo(asked)).selects.size).toBe(0);
    expect(talk.messages().filter(({ selects }) => selects.size > 0)).toHaveLength(2);
  });
});
