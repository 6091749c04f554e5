import type { Reply } from '../../chat/inbound.ts';
import { markValue, readCommandText } from '../../domain/intake/tokenize.ts';
import { type PlannedStep, planTicket } from '../../usecases/verbs/plan-ticket.ts';
import type { CommandContext, Verb } from '../command.ts';
import { readPerson } from '../read-person.ts';
import { type ReadTime, readTime, readTimeAtEnd } from '../read-time.ts';
import { refuseInput } from '../replies.ts';
import { changeAndTell, REMARK_MAX, remarkOf, withNumber } from './on-ticket.ts';

/** More are no plan that anybody reads, and each would run a clock of its own. */
export const STEPS_MAX = 20;

/** A line of its own that begins a step. */
const STEP_LINE = /^\s*(?:[-*•·]|\d{1,2}[.、)）])\s*(.+)$/u;

/** 方案: what will be done and by when; steps on lines of their own, each with `@who` and when. */
export const plan: Verb = {
  name: 'plan',
  aliases: ['方案', '计划', '定方案'],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'plan', rest, (number, words) => {
      if (words.trim() === '') return askPlan(context, number);
      const lines = words.split('\n');
      const steps = lines.filter((line) => STEP_LINE.test(line));
      const head = readCommandText(lines.filter((line) => !STEP_LINE.test(line)).join('\n'));
      const marked = markValue(head, 'due');
      const ending = marked === null ? readTimeAtEnd(context, head.text) : null;
      const time = marked === null ? (ending?.time ?? null) : readTime(context, marked, 'future');
      const read = readPlan(context, time, head.text, steps.join('\n'));
      if (!read.ok) {
        const [first = '', ...others] = Object.values(read.errors);
        return refuseInput(context, first, context.card.m.help.verb.plan.example, others);
      }
      return record(context, number, read.plan);
    }),
  clicked: askPlan,
  submitted: (context, number, values) => {
    const written = values['eta']?.trim() ?? '';
    const time = written === '' ? null : readTime(context, written, 'future');
    const read = readPlan(context, time, values['words'] ?? '', values['steps'] ?? '');
    return read.ok ? record(context, number, read.plan) : { kind: 'form-errors', errors: read.errors };
  },
};

function askPlan({ card }: CommandContext, number: string): Reply {
  const { form } = card.m.view;
  return {
    kind: 'form',
    form: {
      action: 'ticket.plan',
      context: number,
      title: form.planTitle,
      intro: form.about(number),
      submit: form.save,
      cancel: form.cancel,
      fields: [
        { kind: 'text', name: 'words', label: form.words, multiline: true, maxLength: REMARK_MAX - 1_000 },
        { kind: 'text', name: 'eta', label: form.eta, hint: form.whenHint, maxLength: 50 },
        {
          kind: 'text',
          name: 'steps',
          label: form.steps,
          hint: form.stepsHint,
          multiline: true,
          optional: true,
          maxLength: 2_000,
        },
      ],
    },
  };
}

interface Plan {
  readonly eta: number;
  readonly steps: readonly PlannedStep[];
  readonly remark: string;
}

type ReadPlan =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

function record(context: CommandContext, number: string, read: Plan): Promise<Reply> {
  return changeAndTell(context, number, planTicket, read);
}

function readPlan(context: CommandContext, time: ReadTime | null, words: string, stepLines: string): ReadPlan {
  const { reply } = context.card.m;
  const errors: Record<string, string> = {};
  const remark = remarkOf([words, stepLines].filter((one) => one.trim() !== '').join('\n'));
  if (remark === null) errors['words'] = reply.missingText;
  if (time === null) errors['eta'] = reply.missingEta;
  else if (!time.ok) errors['eta'] = time.fault;
  const steps: PlannedStep[] = [];
  const lines = stepLines.split('\n').filter((one) => one.trim() !== '');
  if (lines.length > STEPS_MAX) errors['steps'] = context.card.m.view.form.tooManySteps({ max: STEPS_MAX });
  else
    for (const line of lines) {
      const read = readStep(context, line, time?.ok === true ? time.at : null);
      if ('fault' in read) errors['steps'] = read.fault;
      else steps.push(read);
    }
  if (Object.keys(errors).length > 0 || remark === null || time === null || !time.ok) return { ok: false, errors };
  return { ok: true, plan: { eta: time.at, steps, remark } };
}

/** One step: words, perhaps `@who`, perhaps a time at the end; without one it is due with the whole. */
function readStep(context: CommandContext, line: string, eta: number | null): PlannedStep | { readonly fault: string } {
  const read = readCommandText(STEP_LINE.exec(line)?.[1] ?? line);
  const written = read.mentions[0];
  const owner = written === undefined ? null : readPerson(context.policy.policy, written, context.inbound.who);
  const { reply } = context.card.m;
  if (written !== undefined && owner === null) return { fault: reply.unknownPerson({ name: written }) };
  const marked = markValue(read, 'due');
  const time =
    marked === null ? (readTimeAtEnd(context, read.text)?.time ?? null) : readTime(context, marked, 'future');
  if (time !== null && !time.ok) return { fault: time.fault };
  return { owner, dueAt: time?.at ?? eta ?? context.card.now };
}
