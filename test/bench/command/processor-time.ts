import { readdir, readFile } from 'node:fs/promises';

/** One tick of the kernel's accounting, in microseconds; the same on every Linux that Node runs on. */
const TICK_US = 10_000;

/**
 * Processor time that a process and its children have used so far, in microseconds; `null` where the kernel does not
 * tell. What the machine does besides hardly shows in it, so it says more on a busy machine than any clock.
 */
export async function processorTime(pid: number): Promise<number | null> {
  try {
    const own = await readStat(pid);
    const others = await Promise.all(
      (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map((name) => readStat(name).catch(() => null)),
    );
    const children = others.filter((one) => one?.parent === pid);
    const ticks = [own, ...children].reduce((sum, one) => sum + (one?.ticks ?? 0), own.childTicks);
    return ticks * TICK_US;
  } catch {
    return null;
  }
}

async function readStat(pid: number | string): Promise<{ parent: number; ticks: number; childTicks: number }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name stands in brackets and may hold anything; what follows is numbers, the state first.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const field = (nth: number): number => Number(fields[nth - 3] ?? 0);
  return { parent: field(4), ticks: field(14) + field(15), childTicks: field(16) + field(17) };
}
