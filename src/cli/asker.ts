import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Whoever sits at the terminal, or a pipe with one answer a line. */
export interface Asker {
  /** The answer without blanks around it; empty for Enter. Rejects with Interrupted at Ctrl-C or the end of input. */
  ask(question: string, options?: { readonly isSecret?: boolean }): Promise<string>;
  close(): void;
}

/** Ctrl-C, or no more input: whoever is asked has gone. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Asks on these streams; what is secret is not shown while it is typed. */
export function createAsker(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Asker {
  let isMuted = false;
  const shown = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isMuted) output.write(chunk);
      done();
    },
  });
  const isTerminal = input.isTTY === true;
  const lines = createInterface({ input, output: shown, terminal: isTerminal });
  // Lines of a pipe arrive before they are asked for.
  const early: string[] = [];
  let waiting: PromiseWithResolvers<string> | null = null;
  let isOver = false;
  const end = (): void => {
    isOver = true;
    waiting?.reject(new Interrupted());
    waiting = null;
  };
  lines.on('line', (line) => {
    if (waiting === null) {
      early.push(line);
      return;
    }
    waiting.resolve(line);
    waiting = null;
  });
  lines.on('close', end);
  lines.on('SIGINT', end);
  return {
    async ask(question, { isSecret = false } = {}) {
      output.write(`${question}: `);
      isMuted = isSecret && isTerminal;
      try {
        const next = early.shift();
        if (next === undefined && isOver) throw new Interrupted();
        const line = next ?? (await (waiting = Promise.withResolvers<string>()).promise);
        return line.trim();
      } finally {
        if (isMuted || !isTerminal) output.write('\n');
        isMuted = false;
      }
    },
    close() {
      lines.close();
    },
  };
}
