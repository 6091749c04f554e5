import { describe, expect, it } from 'vitest';
import { createTypedReader } from '../../../../src/chat/wecom/bot/typed-text.ts';
import { commandCatalogue } from '../../../../src/commands/catalogue.ts';

const PEOPLE = new Set(['小王', '小李', '陈组长']);

function reader() {
  return createTypedReader({ catalogue: commandCatalogue, isPerson: (name) => PEOPLE.has(name) });
}

function inGroup(text: string, quote: string | null = null) {
  return reader().read({ text, quote, isGroup: true }).command;
}

function alone(text: string) {
  return reader().read({ text, quote: null, isGroup: false }).command;
}

describe('what is typed to the AI bot', () => {
  const cases: [what: string, text: string, command: { name: string; text: string } | null][] = [
    ['the mention at the head', '@回音 /ticket new 打印机', { name: 'ticket', text: 'new 打印机' }],
    ['a mention that ends with a thin blank', '@回音\u2005/ticket new 打印机', { name: 'ticket', text: 'new 打印机' }],
    ['the mention in the middle', '/ticket new @回音 打印机', { name: 'ticket', text: 'new 打印机' }],
    ['the mention right behind a word', '/ticket new 打印机@回音 坏了', { name: 'ticket', text: 'new 打印机坏了' }],
    ['the mention at the end', '/ticket list @回音', { name: 'ticket', text: 'list ' }],
    ['a Chinese name', '@回音 工单 打印机', { name: 'ticket', text: '打印机' }],
    ['a full-width slash', '@回音 ／工单 打印机', { name: 'ticket', text: '打印机' }],
    ['a blank behind the slash', '@回音 / ticket list', { name: 'ticket', text: 'list' }],
    ['full-width blanks', '@回音\u3000／工单\u3000打印机', { name: 'ticket', text: '打印机' }],
    ['upper case', '@回音 /TICKET list', { name: 'ticket', text: 'list' }],
    ['line breaks', '@回音\n/ticket new 打印机\r\n二楼', { name: 'ticket', text: 'new 打印机\n二楼' }],
    ['the bot called twice', '@回音 @回音 /ticket list', { name: 'ticket', text: 'list' }],
    ['somebody else behind it', '@回音 /ticket new 打印机 @小王', { name: 'ticket', text: 'new 打印机 @小王' }],
    ['somebody else in front of it', '@小王 @回音 /ticket new 打印机', { name: 'ticket', text: 'new 打印机 @小王' }],
    ['somebody else between', '@回音 @小王 @小李 /ticket list', { name: 'ticket', text: 'list @小王 @小李' }],
    [
      'an address in the text',
      '@回音 /ticket new 邮箱 li@yunfan.cn',
      { name: 'ticket', text: 'new 邮箱 li@yunfan.cn' },
    ],
    ['no command', '@回音 你好', null],
    ['an unknown command', '@回音 /dance', null],
    ['a command that is only spoken of', '@回音 不要 /ticket close C202611001', null],
    ['nothing but the mention', '@回音', null],
    ['nothing at all', '', null],
    ['an invisible beginning', '\ufeff@回音 /ticket list', { name: 'ticket', text: 'list' }],
  ];
  it.each(cases)('%s', (_, text, command) => {
    expect(inGroup(text)).toEqual(command);
  });

  it('takes away nobody in a talk between two', () => {
    expect(alone('/ticket assign C202611001 @小王')).toEqual({ name: 'ticket', text: 'assign C202611001 @小王' });
    expect(alone('@新人 /ticket list')).toEqual({ name: 'ticket', text: 'list @新人' });
  });

  it('learns what the bot is called from what messages to it have in common', () => {
    const typed = reader();
    const read = (text: string) => typed.read({ text, quote: null, isGroup: true }).command?.text;
    expect(read('@回音 /ticket list')).toBe('list');
    // Somebody unknown is called first: by now the bot's own name is known.
    expect(read('@新人 @回音 /ticket list')).toBe('list @新人');
    expect(read('/ticket assign C202611001 @新人 @回音')).toBe('assign C202611001 @新人 ');
  });

  it('learns a new name when the bot was renamed', () => {
    const typed = reader();
    const read = (text: string) => typed.read({ text, quote: null, isGroup: true }).command?.text;
    read('@回音 /ticket list');
    expect(read('@回音助手 /ticket list')).toBe('list');
    expect(read('@新人 @回音助手 /ticket list')).toBe('list @新人');
  });
});

describe('quotes of other messages', () => {
  it('takes the words for what a command alone is about', () => {
    expect(inGroup('@回音 /工单', '打印机坏了')).toEqual({ name: 'ticket', text: '打印机坏了' });
    expect(inGroup('@回音 /工单 new 另一件事', '打印机坏了')).toEqual({ name: 'ticket', text: 'new 另一件事' });
    expect(inGroup('@回音 好的', '/ticket close C202611001')).toBeNull();
  });

  it('reads the quote that clients write into the text', () => {
    const text = '「小王：打印机坏了\n二楼」\n- - - - - - - - - - - - - - -\n@回音 /工单';
    expect(inGroup(text)).toEqual({ name: 'ticket', text: '打印机坏了\n二楼' });
    const own = '「小王：打印机坏了」\n—————————————\n@回音 /工单 list';
    expect(inGroup(own)).toEqual({ name: 'ticket', text: 'list' });
  });

  it('does not run a command that stands in a quote', () => {
    expect(inGroup('「小王：/ticket close C202611001」\n- - - - - - -\n@回音 这是什么')).toBeNull();
  });

  it('stays quick on text made to be slow', () => {
    const slow = `「${'」\n'.repeat(20_000)}${'@'.repeat(20_000)}${' @a'.repeat(5_000)}`;
    const startedAt = performance.now();
    inGroup(slow);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});
