import { Transform, type TransformCallback } from 'node:stream';

/** How the lines of a file were written. */
export interface Encodings {
  /** Lines that are UTF-8 with more than ASCII in them, and lines that are not UTF-8 and were read as GBK. */
  readonly utf8: number;
  readonly gbk: number;
}

/** A line longer than this is no line of a table. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** The file begins like UTF-16, which no line of a table survives. */
export class NotUtf8 extends Error {
  override readonly name = 'NotUtf8';
}

/**
 * Bytes to text, line by line: UTF-8 where a line is UTF-8, else GBK (GB 18030, in which no character holds a line feed).
 * A file that was put together from both is read right all the same; `encodings` tells afterwards.
 */
export function createLineDecoder(): { readonly stream: Transform; readonly encodings: () => Encodings } {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const gbk = new TextDecoder('gb18030');
  let utf8Lines = 0;
  let gbkLines = 0;
  let rest = Buffer.alloc(0);
  let isFirst = true;

  function decode(line: Buffer): string {
    try {
      const text = strict.decode(line);
      // Not every plain line says something about the file.
      if (text.length !== line.length) utf8Lines += 1;
      return text;
    } catch {
      gbkLines += 1;
      return gbk.decode(line);
    }
  }

  function push(stream: Transform, chunk: Buffer, isLast: boolean): void {
    let from = 0;
    const lines: string[] = [];
    for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, from)) {
      lines.push(decode(chunk.subarray(from, at + 1)));
      from = at + 1;
    }
    rest = Buffer.from(chunk.subarray(from));
    if (rest.length > LONGEST_LINE) throw new RangeError('a line is longer than 16 MB');
    if (isLast && rest.length > 0) lines.push(decode(rest));
    if (lines.length > 0) stream.push(lines.join(''));
  }

  const stream = new Transform({
    readableObjectMode: false,
    transform(this: Transform, chunk: Buffer, _encoding: string, done: TransformCallback) {
      try {
        let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
        if (isFirst) {
          isFirst = false;
          if (bytes[0] === 0xff && bytes[1] === 0xfe) throw new NotUtf8('UTF-16');
          if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
        }
        push(this, bytes, false);
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
    flush(this: Transform, done: TransformCallback) {
      push(this, rest, true);
      done();
    },
  });
  stream.setEncoding('utf8');
  return { stream, encodings: () => ({ utf8: utf8Lines, gbk: gbkLines }) };
}
