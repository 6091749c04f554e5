import { readFile, stat } from 'node:fs/promises';
import type { ConfigProblem } from '../i18n/config.ts';

export type TextReading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly missing: boolean; readonly problem: ConfigProblem };

/** A megabyte holds a policy for ten thousand people; what is larger is some other file. */
const LIMIT_KIB = 1024;

/** Reads a small UTF-8 file, with or without byte order mark. Whatever is wrong with the file is a value. */
export async function readTextFile(path: string): Promise<TextReading> {
  try {
    const { size, ...stats } = await statOf(path);
    if (!stats.isFile) return refuse({ key: 'file-not-regular', params: {} });
    if (size > LIMIT_KIB * 1024) return refuse({ key: 'file-too-large', params: { limitKib: LIMIT_KIB } });
    const bytes = await readFile(path);
    try {
      return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    } catch {
      return refuse({ key: 'file-not-utf8', params: {} });
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return { ok: false, missing: true, problem: { key: 'file-missing', params: {} } };
    }
    return refuse({ key: 'file-unreadable', params: { code } });
  }
}

async function statOf(path: string): Promise<{ size: number; isFile: boolean }> {
  const stats = await stat(path);
  return { size: stats.size, isFile: stats.isFile() };
}

function refuse(problem: ConfigProblem): TextReading {
  return { ok: false, missing: false, problem };
}
