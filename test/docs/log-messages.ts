import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SRC = path.join(import.meta.dirname, '../../src');

/** A line that the product may log as a warning or an error, as troubleshooting names it: `…` stands for what varies. */
export interface LogMessage {
  readonly file: string;
  readonly message: string;
}

const LITERAL = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/;

/** Every message of a warning or an error in the sources; those whose words come from elsewhere are in `unnamed`. */
export function collectLogMessages(): {
  readonly messages: readonly LogMessage[];
  readonly unnamed: readonly string[];
} {
  const messages: LogMessage[] = [];
  const unnamed: string[] = [];
  for (const file of sourceFiles()) {
    const text = readFileSync(path.join(SRC, file), 'utf8');
    for (const match of text.matchAll(/\b\w*[lL]og(?:ger)?\.(?:error|warn|fatal)\(/g)) {
      const call = balanced(text, match.index + match[0].length);
      const message = lastLiteral(call);
      if (message === null) unnamed.push(`${file}: ${match[0]}${call.replaceAll(/\s+/g, ' ').slice(0, 60)}`);
      else messages.push({ file, message });
    }
  }
  return { messages, unnamed };
}

/** Names of our own errors, as the log writes them. */
export function collectErrorNames(): readonly string[] {
  return sourceFiles().flatMap((file) =>
    [...readFileSync(path.join(SRC, file), 'utf8').matchAll(/^(?:export )?class (\w+) extends Error/gm)].flatMap(
      ([, name]) => name ?? [],
    ),
  );
}

export function readSource(file: string): string {
  return readFileSync(path.join(SRC, file), 'utf8');
}

function sourceFiles(): readonly string[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('generated') && !file.startsWith('web/playground/client'))
    .sort();
}

/** The text from here to the parenthesis that closes the call. */
function balanced(text: string, from: number): string {
  let depth = 1;
  let at = from;
  while (at < text.length && depth > 0) {
    const character = text[at] ?? '';
    const literal = /['"`]/.test(character) ? literalAt(text, at) : null;
    if (literal !== null) {
      at += literal.length;
      continue;
    }
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    at += 1;
  }
  return text.slice(from, at - 1);
}

function literalAt(text: string, at: number): string | null {
  const here = new RegExp(LITERAL, 'y');
  here.lastIndex = at;
  return here.exec(text)?.[0] ?? null;
}

/** The message is a call's last argument. */
function lastLiteral(call: string): string | null {
  const last = [...call.matchAll(new RegExp(LITERAL, 'g'))].at(-1);
  if (last === undefined || !/^[\s,]*$/.test(call.slice(last.index + last[0].length))) return null;
  const [, single, double, template] = last;
  return (single ?? double ?? template ?? '').replaceAll(/\$\{[^}]*\}/g, '…').replaceAll(/\\(.)/g, '$1');
}
