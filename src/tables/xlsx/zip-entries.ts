import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/** The parts of a zip file, each read as a stream; the file is never held as a whole. */
export interface Zip {
  readonly names: readonly string[];
  /** `null`: there is no such part. */
  stream(name: string): Promise<Readable | null>;
}

/** It is no zip file of the common kind: encrypted, split, or another format under this name. */
export class NotAZip extends Error {
  override readonly name = 'NotAZip';
}

interface Entry {
  readonly offset: number;
  readonly size: number;
  readonly method: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
/** The end record and the longest comment behind it. */
const END_MAX = 22 + 65_535;
const STORED = 0;
const DEFLATED = 8;

/** Reads the list of parts (PKWARE's APPNOTE, 4.3.12–4.3.16). Throws NotAZip. */
export async function openZip(file: string): Promise<Zip> {
  const entries = await readDirectory(file);
  return {
    names: [...entries.keys()],
    async stream(name) {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      const start = await dataStart(file, entry);
      const raw = createReadStream(file, { start, end: start + Math.max(entry.size, 1) - 1 });
      if (entry.method === STORED) return raw;
      const inflate = createInflateRaw();
      raw.on('error', (error) => inflate.destroy(error));
      inflate.on('close', () => raw.destroy());
      return raw.pipe(inflate);
    },
  };
}

async function readDirectory(file: string): Promise<Map<string, Entry>> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(size, END_MAX));
    await handle.read(tail, 0, tail.length, size - tail.length);
    let at = tail.length - 22;
    while (at >= 0 && tail.readUInt32LE(at) !== END_SIGNATURE) at -= 1;
    if (at < 0) throw new NotAZip('no end of directory');
    const length = tail.readUInt32LE(at + 12);
    const offset = tail.readUInt32LE(at + 16);
    if (offset + length > size) throw new NotAZip('a directory outside the file');
    const directory = Buffer.alloc(length);
    await handle.read(directory, 0, length, offset);
    return entriesOf(directory);
  } finally {
    await handle.close();
  }
}

function entriesOf(directory: Buffer): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (let at = 0; at + 46 <= directory.length; ) {
    if (directory.readUInt32LE(at) !== ENTRY_SIGNATURE) throw new NotAZip('a broken directory');
    const nameLength = directory.readUInt16LE(at + 28);
    const method = directory.readUInt16LE(at + 10);
    const isEncrypted = (directory.readUInt16LE(at + 8) & 1) === 1;
    if (isEncrypted || (method !== STORED && method !== DEFLATED)) throw new NotAZip('an encrypted part');
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    entries.set(name, { method, size: directory.readUInt32LE(at + 20), offset: directory.readUInt32LE(at + 42) });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** Name and extra field stand before the data once more, and not always of the same length. */
async function dataStart(file: string, { offset }: Entry): Promise<number> {
  const handle = await open(file);
  try {
    const head = Buffer.alloc(30);
    await handle.read(head, 0, 30, offset);
    if (head.readUInt32LE(0) !== LOCAL_SIGNATURE) throw new NotAZip('a part is not where it should be');
    return offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  } finally {
    await handle.close();
  }
}
