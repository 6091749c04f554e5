import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { cardView } from '../../../src/web/playground/card-view.ts';
import { readLine } from '../../../src/web/playground/deed.ts';
import { formView } from '../../../src/web/playground/form-view.ts';
import { markupText } from '../../../src/web/playground/markup.ts';
import { CATALOGUE } from '../../support/scripted-playground.ts';

const EVIL = `<img src=x onerror="alert(1)">'&`;
const ESCAPED = '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;';

describe('a card', () => {
  it('escapes every text in it', async () => {
    const card: Card = {
      tone: 'alarm',
      title: EVIL,
      summary: EVIL,
      body: EVIL,
      lines: [EVIL],
      copy: EVIL,
      facts: [{ label: EVIL, value: EVIL }],
      items: [{ title: EVIL, detail: EVIL, buttons: [{ action: EVIL, value: EVIL, label: EVIL, typed: EVIL }] }],
      mentions: [{ id: EVIL, name: EVIL }],
      buttons: [{ action: EVIL, value: EVIL, label: EVIL, typed: EVIL }],
      footer: EVIL,
    };
    const markup = await markupText(cardView(card, 'en'));
    expect(markup).not.toContain('<img');
    // Title, body, line, copy, fact 2, item 2, two buttons of 4 each, mention 2, footer.
    expect(markup.split(ESCAPED)).toHaveLength(1 + 4 + 2 + 2 + 8 + 2 + 1);
  });

  it('carries what a press sends and says what to type instead', async () => {
    const buttons = [{ action: 'ticket.take', value: 'C202611001', label: '认领', typed: '/ticket take C202611001' }];
    const markup = await markupText(cardView({ tone: 'info', title: 't', summary: 's', buttons }, 'zh-CN'));
    expect(markup).toContain('data-action="ticket.take" data-value="C202611001"');
    expect(markup).toContain('title="等同于输入 /ticket take C202611001"');
  });

  it('says its tone in words too', async () => {
    expect(await markupText(cardView({ tone: 'alarm', title: 't', summary: 's' }, 'zh-CN'))).toContain('告急');
  });

  it('folds a long text without losing any of it', async () => {
    const body = '𠮷'.repeat(599) + '完。';
    const folded = await markupText(cardView({ tone: 'info', title: 't', summary: 's', body }, 'zh-CN'));
    expect(folded).toContain('<details');
    expect(folded).toContain(`>${body}</p>`);
    const short = await markupText(cardView({ tone: 'info', title: 't', summary: 's', body: '短' }, 'zh-CN'));
    expect(short).not.toContain('<details');
  });
});

describe('a form', () => {
  const form = {
    action: 'ticket.new',
    context: 'C1"',
    title: EVIL,
    submit: 'OK',
    cancel: 'No',
    fields: [
      { kind: 'text', name: 'description', label: 'What', hint: 'hint', multiline: true, initial: '\nfirst <b>' },
      { kind: 'text', name: 'customer', label: 'Who', optional: true, initial: '"x"', maxLength: 80 },
      {
        kind: 'choice',
        name: 'urgency',
        label: 'How',
        choices: [
          { value: 'urgent', label: 'Urgent' },
          { value: 'normal', label: 'Normal' },
        ],
        initial: 'normal',
      },
    ],
  } as const;

  it('keeps what stands in its fields and ties labels, hints and errors to them', async () => {
    const markup = await markupText(formView(form, 'en'));
    expect(markup).not.toContain('<img');
    expect(markup).toContain('data-context="C1&quot;"');
    expect(markup).toMatch(/<textarea [^>]*>\n\nfirst &lt;b&gt;<\/textarea>/);
    expect(markup).toContain('value="&quot;x&quot;"');
    expect(markup).toContain('maxlength="80"');
    expect(markup).toContain('<option value="normal" selected>Normal</option>');
    expect(markup).toContain('aria-describedby="field-description-hint field-description-error"');
    expect(markup).toContain('<label for="field-customer">');
  });
});

describe('a typed line', () => {
  it.each([
    ['/ticket 打印机卡纸 !紧急', 'ticket', '打印机卡纸 !紧急'],
    ['  /工单　打印机卡纸', 'ticket', '打印机卡纸'],
    ['／ticket', 'ticket', ''],
    ['/TICKET list', 'ticket', 'list'],
    ['/ticket first\nsecond', 'ticket', 'first\nsecond'],
  ])('%j is a command', (typed, name, text) => {
    expect(readLine(typed, CATALOGUE)).toEqual({ kind: 'command', deed: { type: 'command', name, text } });
  });

  it.each(['hello', 'and/or', '', '/', '/ ticket'])('%j is plain text', (typed) => {
    expect(readLine(typed, CATALOGUE)).toEqual({ kind: 'text' });
  });

  it('knows that a command does not exist', () => {
    expect(readLine('/tikcet x', CATALOGUE)).toEqual({ kind: 'unknown-command', name: 'tikcet' });
  });
});
