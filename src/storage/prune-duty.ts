import type { PrismaClient } from './generated/client.ts';

/** Who was away when, and what became of reminders, is of interest for a year and a little more. */
export async function pruneDuty(prisma: PrismaClient): Promise<number> {
  const counted = await prisma.$executeRaw`
    DELETE FROM notice_day WHERE day < to_char(clock_timestamp() - interval '400 days', 'YYYY-MM-DD')`;
  const turns = await prisma.$executeRaw`
    DELETE FROM duty_day WHERE date < to_char(clock_timestamp() - interval '400 days', 'YYYY-MM-DD')`;
  const absences = await prisma.$executeRaw`
    DELETE FROM absence WHERE closed_at IS NOT NULL AND until_at < clock_timestamp() - interval '400 days'`;
  return counted + turns + absences;
}
