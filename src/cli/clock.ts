import { once } from 'node:events';
import { Command } from 'commander';
import type { Calendar } from '../domain/calendar/calendar.ts';
import {
  answerClockLine,
  answerClockQuestion,
  type ClockAnswer,
  type ClockQuestion,
} from '../domain/calendar/clock-questions.ts';
import { openClockCalendar } from './clock-calendar.ts';
import { answerToJson, answerToText, describeRefusal } from './clock-text.ts';

interface ClockOptions {
  readonly policy?: string;
  readonly team?: string;
  readonly assumeWeekends?: boolean;
  readonly jsonl?: boolean;
}

const program = new Command('clock')
  .description(
    'Questions to the working-time calendar. Times are ISO 8601; without an offset, local time of the policy.',
  )
  .option('--policy <file>', 'policy file whose working time counts (default: the built-in one)')
  .option('--team <id>', 'team of the policy whose working time counts')
  .option('--assume-weekends', 'take years without a holiday table as plain weekends')
  .option('--jsonl', 'read one question per line from standard input, write one answer per line');

program.action(async () => {
  if (program.opts<ClockOptions>().jsonl !== true) program.help({ error: true });
  const calendar = await openCalendar();
  if (calendar !== null) await answerLines(calendar);
});
program
  .command('add <from> <length>')
  .description('the deadline <length> of working time after <from>: 30s, 15m, 8h, 3d (dates), 2wd (working days)')
  .action((from: string, working: string) => answerOnce({ op: 'add', from, working }));
program
  .command('between <from> <to>')
  .description('working time between two times')
  .action((from: string, to: string) => answerOnce({ op: 'between', from, to }));

/** The calendar that the options name; `null` after telling why there is none. */
async function openCalendar(): Promise<Calendar | null> {
  const { policy, team, assumeWeekends = false } = program.opts<ClockOptions>();
  const opening = await openClockCalendar({ policyPath: policy, team, assumeWeekends });
  if (opening.ok) return opening.calendar;
  fail(opening.message);
  return null;
}

async function answerOnce(question: ClockQuestion): Promise<void> {
  const calendar = await openCalendar();
  if (calendar === null) return;
  const answer = answerClockQuestion(calendar, question);
  if (answer.ok) process.stdout.write(answerToText(calendar, answer));
  else fail(describeRefusal(answer.refusal));
}

/** Answers each chunk of input as it comes, so that a program on the other end of the pipe can wait for its answer. */
async function answerLines(calendar: Calendar): Promise<void> {
  let unfinished = '';
  for await (const chunk of process.stdin.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (unfinished + chunk).split('\n');
    unfinished = lines.pop() ?? '';
    await writeAnswers(calendar, lines);
  }
  if (unfinished !== '') await writeAnswers(calendar, [unfinished]);
}

async function writeAnswers(calendar: Calendar, lines: readonly string[]): Promise<void> {
  const text = lines.map((line) => `${answerLine(calendar, line)}\n`).join('');
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

function answerLine(calendar: Calendar, line: string): string {
  let answer: ClockAnswer;
  try {
    answer = answerClockLine(calendar, line);
  } catch (error) {
    // A calendar that never opens throws; the lines after this one still want their answers.
    return JSON.stringify({ error: error instanceof Error ? error.message : String(error) });
  }
  return answerToJson(calendar, answer);
}

function fail(message: string): void {
  process.stderr.write(`clock: ${message}\n`);
  process.exitCode = 1;
}

try {
  await program.parseAsync();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
