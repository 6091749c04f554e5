import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cdata, readEnvelope, readMessage } from '../../../../src/chat/wecom/app/xml.ts';

const HEAD = `<ToUserName><![CDATA[corp]]></ToUserName><FromUserName><![CDATA[007]]></FromUserName><CreateTime>1348831860</CreateTime>`;
const text = (content: string, more = '') =>
  `<xml>${HEAD}<MsgType><![CDATA[text]]></MsgType>${cdata('Content', content)}${more}</xml>`;

describe('a message', () => {
  it('stays the text it is: ids in digits, blanks, entities, line breaks', () => {
    const content = '  ／工单 新建\n"打印机 & 卡纸" &amp; <b>急</b>\t ';
    expect(readMessage(text(content, '<MsgId>1234567890123456789012</MsgId>'))).toEqual({
      ToUserName: 'corp',
      FromUserName: '007',
      CreateTime: '1348831860',
      MsgType: 'text',
      Content: content,
      MsgId: '1234567890123456789012',
    });
  });

  it('reads any text that was written, by whichever way', () => {
    // What XML cannot hold at all never comes: the platform leaves it out.
    const any = fc.string({ unit: 'binary', maxLength: 40 }).map((one) => one.toWellFormed().replaceAll('\r', ''));
    const nasty = fc
      .array(fc.constantFrom(']]>', ']]', '>', '<![CDATA[', '</Content>', '<xml>', '&lt;', 'é', ' ', '\n'), {
        maxLength: 8,
      })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(any, nasty), (content) => {
        expect(readMessage(text(content))?.Content).toBe(content);
        // With a part that the quick reading does not know, the parser reads the same.
        const slow = readMessage(text(content, '<Extra><Deep>1</Deep></Extra>'));
        expect(slow).toMatchObject({ Content: content, FromUserName: '007' });
      }),
      { numRuns: 200 },
    );
  });

  it('reads choices of a card, one or several', () => {
    const item = (key: string, ids: string[]) =>
      `<SelectedItem>${cdata('QuestionKey', key)}<OptionIds>${ids.map((id) => cdata('OptionId', id)).join('')}</OptionIds></SelectedItem>`;
    const event = (items: string) =>
      readMessage(`<xml>${HEAD}<MsgType><![CDATA[event]]></MsgType><SelectedItems>${items}</SelectedItems></xml>`);
    expect(event(item('q1', ['1']))?.SelectedItems?.SelectedItem).toEqual([
      { QuestionKey: 'q1', OptionIds: { OptionId: ['1'] } },
    ]);
    expect(event(item('q1', ['1', '007']) + item('q2', []))?.SelectedItems?.SelectedItem).toHaveLength(2);
    expect(event('')?.MsgType).toBe('event');
  });

  it.each([
    ['nothing', ''],
    ['no XML', 'hello'],
    ['a document type', `<!DOCTYPE xml [<!ENTITY a "b">]><xml>${HEAD}<MsgType>text</MsgType></xml>`],
    ['a document type in lower case', `<!doctype xml><xml>${HEAD}<MsgType>text</MsgType></xml>`],
    [
      'an entity bomb',
      `<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><xml>${HEAD}<MsgType>&b;</MsgType></xml>`,
    ],
    ['a section without an end', `<xml>${HEAD}<MsgType><![CDATA[text</MsgType></xml>`],
    ['no sender', '<xml><ToUserName>a</ToUserName><CreateTime>1</CreateTime><MsgType>text</MsgType></xml>'],
    ['two senders', `<xml>${HEAD}<FromUserName>x</FromUserName><MsgType>text</MsgType></xml>`],
    [
      'a sender of parts',
      `<xml><ToUserName>a</ToUserName><FromUserName><b>x</b></FromUserName><CreateTime>1</CreateTime><MsgType>t</MsgType></xml>`,
    ],
    ['elements ten thousand deep', `<xml>${'<a>'.repeat(10_000)}`],
    ['names of the language', `<xml><__proto__>x</__proto__><constructor>y</constructor></xml>`],
  ])('refuses %s', (_, xml) => {
    expect(readMessage(xml)).toBeNull();
  });

  it('lets people write about document types', () => {
    expect(readMessage(text('<!DOCTYPE html> 是什么'))?.Content).toBe('<!DOCTYPE html> 是什么');
  });
});

describe('an envelope', () => {
  const encrypted = 'P9nAzCzy+tyTW/SHep1vCw==';
  it.each([
    [
      'as the platform writes it',
      `<xml>${cdata('ToUserName', 'ww1')}${cdata('Encrypt', encrypted)}${cdata('AgentID', '1')}</xml>`,
    ],
    [
      'with lines',
      `<xml>\n${cdata('ToUserName', 'ww1')}\n${cdata('AgentID', '')}\n${cdata('Encrypt', encrypted)}\n</xml>`,
    ],
    ['in another order, without sections', `<xml><Encrypt>${encrypted}</Encrypt><ToUserName>ww1</ToUserName></xml>`],
    ['with a declaration', `<?xml version="1.0"?><xml>${cdata('Encrypt', encrypted)}</xml>`],
  ])('%s', (_, xml) => {
    expect(readEnvelope(xml)).toBe(encrypted);
  });

  it.each([
    '',
    '{}',
    '<xml></xml>',
    '<xml><Encrypt></xml>',
    '<!DOCTYPE x><xml><Encrypt>a</Encrypt></xml>',
    '<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>',
  ])('refuses %s', (xml) => {
    expect(readEnvelope(xml)).toBeNull();
  });

  it('is read in time that grows with its length alone', () => {
    for (const nasty of [
      `<xml><ToUserName>${'a'.repeat(60_000)}`,
      `<xml>${'<ToUserName><![CDATA[a]]></ToUserName>'.repeat(1_600)}`,
      `<xml>${' '.repeat(60_000)}`,
      `<xml>${'<![CDATA['.repeat(6_000)}`,
    ]) {
      expect(readEnvelope(nasty)).toBeNull();
      expect(readMessage(nasty)).toBeNull();
    }
  }, 5_000);
});
