import { element, signedMessage } from '../../support/fake-wecom/callbacks.ts';

/** What both sides of the bench know. */
export const BENCH_KEYS = {
  token: 'aTokenOfTheBench',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ',
  receiveId: 'ww0bench0corp',
} as const;

let counter = 0;

/** A typed ticket as the platform would send it to this path, as bytes for the socket. */
export function callbackBytes(host: string, path: string): Buffer {
  counter += 1;
  const xml = [
    element('ToUserName', BENCH_KEYS.receiveId),
    element('FromUserName', `agent${counter % 50}`),
    element('CreateTime', Math.floor(Date.now() / 1_000)),
    element('MsgType', 'text'),
    element('Content', `/工单 新建 打印机卡纸，二楼全部用不了，第 ${counter} 次 客户:云帆科技 !紧急`),
    element('MsgId', `74${String(counter).padStart(17, '0')}`),
    element('AgentID', 1_000_002),
  ].join('');
  const { query, body } = signedMessage(BENCH_KEYS, `<xml>${xml}</xml>`, Date.now());
  const head = [
    `POST ${path}?${query} HTTP/1.1`,
    `Host: ${host}`,
    'Content-Type: text/xml',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}
