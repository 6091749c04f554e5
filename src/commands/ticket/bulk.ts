import type { Button, Card } from '../../chat/card.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { FormValues } from '../../chat/form.ts';
import type { Reply } from '../../chat/inbound.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { hasRole } from '../../domain/people.ts';
import { BULK_MAX, bulkCounts, isExpired } from '../../usecases/search/bulk.ts';
import type { BulkAction, BulkDeed } from '../../usecases/search/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { readPerson } from '../read-person.ts';
import { refuseInput, showCard } from '../replies.ts';
import { remarkOf } from './on-ticket.ts';
import { readTicketSearch } from './read-search.ts';

type Kind = 'assign' | 'close';

const KIND_BY_WORD: Readonly<Record<string, Kind>> = {
  assign: 'assign',
  分派: 'assign',
  指派: 'assign',
  close: 'close',
  关闭: 'close',
  结束: 'close',
};

const WAYS = ['satisfied', 'no-objection', 'unanswered', 'cancel'] as const;

/** Named on the question and in the answer; the others are counted. */
const NAMED = 5;

/** 批量: one deed on everything that a search finds, put before a lead with how many they are. */
export const bulk: Verb = {
  name: 'bulk',
  aliases: ['批量'],
  takesNumber: false,
  typed: (context, rest) =>
    forLeads(context, () => {
      const [word = '', ...more] = rest.trim().split(/\s+/u);
      const kind = KIND_BY_WORD[foldWord(word)];
      const about = more.join(' ');
      if (foldWord(word) === 'go') return carryOut(context, about);
      const { m } = context.card;
      return kind === undefined
        ? refuseInput(context, m.search.bulk.unknownVerb, m.help.verb.bulk.example)
        : openForm(context, kind, about);
    }),
  clicked: (context, value) =>
    forLeads(context, () => {
      const [what = '', ...rest] = value.split('|');
      const about = rest.join('|');
      return what === 'go'
        ? carryOut(context, about)
        : openForm(context, what === 'assign' ? 'assign' : 'close', about);
    }),
  submitted: (context, about, values) =>
    forLeads(context, () => {
      const [kind = '', ...query] = about.split('|');
      return kind === 'assign'
        ? askAssign(context, query.join('|'), values)
        : askClose(context, query.join('|'), values);
    }),
};

function forLeads(context: CommandContext, then: () => Reply | Promise<Reply>): Reply | Promise<Reply> {
  if (hasRole(context.actor, 'lead')) return then();
  const { m } = context.card;
  return refuseInput(context, m.search.bulk.onlyLeads, m.help.verb.search.example);
}

async function openForm(context: CommandContext, kind: Kind, query: string): Promise<Reply> {
  const found = await findAll(context, query);
  if (!found.ok) return found.reply;
  const { m } = context.card;
  const { bulk: words } = m.search;
  const people = [...context.policy.policy.people.values()];
  return {
    kind: 'form',
    form: {
      action: 'ticket.bulk',
      context: `${kind}|${found.query}`,
      title: kind === 'assign' ? words.assignTitle : words.closeTitle,
      intro: words.intro({ count: found.numbers.length, query: found.query }),
      submit: m.view.form.save,
      cancel: m.view.form.cancel,
      fields:
        kind === 'assign'
          ? [
              {
                kind: 'text',
                name: 'to',
                label: words.toLabel,
                placeholder: people
                  .slice(0, 3)
                  .map((one) => `@${one.name}`)
                  .join(m.view.listJoin),
                maxLength: 100,
              },
            ]
          : [
              {
                kind: 'choice',
                name: 'word',
                label: words.wordLabel,
                choices: WAYS.map((way) => ({ value: way, label: words.word[way] })),
              },
              {
                kind: 'text',
                name: 'reason',
                label: words.reasonLabel,
                hint: words.reasonHint,
                multiline: true,
                maxLength: 500,
              },
            ],
    },
  };
}

async function askAssign(context: CommandContext, query: string, values: FormValues): Promise<Reply> {
  const { m } = context.card;
  const written = (values['to'] ?? '').trim().replace(/^[@\uFF20]/u, '');
  const to = written === '' ? null : readPerson(context.policy.policy, written, context.inbound.who);
  if (to === null) {
    const fault = written === '' ? m.reply.missingPerson : m.reply.unknownPerson({ name: written });
    return { kind: 'form-errors', errors: { to: fault } };
  }
  return ask(context, query, { do: 'assign', to }, null);
}

async function askClose(context: CommandContext, query: string, values: FormValues): Promise<Reply> {
  const { bulk: words } = context.card.m.search;
  const way = WAYS.find((one) => one === values['word']);
  const reason = remarkOf(values['reason'] ?? '');
  if (way === undefined) return { kind: 'form-errors', errors: { word: words.badWord(values['word'] ?? '') } };
  if (reason === null) return { kind: 'form-errors', errors: { reason: words.needsReason } };
  return ask(context, query, way === 'cancel' ? { do: 'cancel' } : { do: 'close', word: way }, reason);
}

async function ask(context: CommandContext, query: string, action: BulkAction, reason: string | null): Promise<Reply> {
  const found = await findAll(context, query);
  if (!found.ok) return found.reply;
  const { actor, services } = context;
  const deed = await services.search.bulk.propose(actor, action, reason, found.numbers);
  return showCard(questionCard(context, deed, found.isCut));
}

function questionCard({ card }: CommandContext, deed: BulkDeed, isCut: boolean): Card {
  const { m } = card;
  const { bulk: words } = m.search;
  const count = deed.numbers.length;
  const { action } = deed;
  const title =
    action.do === 'assign'
      ? words.askAssign({ count, to: card.nameOf(action.to) })
      : words.askClose({ count, how: words.word[action.do === 'close' ? action.word : 'cancel'] });
  const go: Button = {
    action: 'ticket.bulk',
    value: `go|${deed.id}`,
    label: words.go(count),
    style: action.do === 'assign' ? 'primary' : 'danger',
    typed: `/ticket bulk go ${deed.id}`,
  };
  return said(
    title,
    // A question, not a refusal: what is refused keeps its form open.
    'info',
    [
      words.among(namesOf(deed.numbers, m.view.listJoin)),
      ...(isCut ? [words.capped(BULK_MAX)] : []),
      ...(deed.reason === null ? [] : [m.view.withRemark({ what: words.reasonLabel, remark: deed.reason })]),
      words.rule,
      words.confirmHint,
    ],
    [go],
  );
}

async function carryOut(context: CommandContext, id: string): Promise<Reply> {
  const { services, actor, card } = context;
  const { bulk: words } = card.m.search;
  const { example } = card.m.help.verb.bulk;
  const known = UUID.test(id) ? await services.search.bulk.find(id) : null;
  if (known === null || known.by !== actor.ref) return refuseInput(context, words.gone, example);
  if (isExpired(known, card.now)) return refuseInput(context, words.expired, example);
  const done = await services.search.bulk.run(actor, id);
  if (done === null) return refuseInput(context, words.gone, example);
  if (done === 'busy') {
    const again: Button = {
      action: 'ticket.bulk',
      value: `go|${id}`,
      label: words.again,
      typed: `/ticket bulk go ${id}`,
    };
    return showCard(said(words.busy, 'info', [], [again]));
  }
  return showCard(resultCard(context, done));
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u;

/** The same however often it is asked for. */
function resultCard({ card }: CommandContext, deed: BulkDeed): Card {
  const { m } = card;
  const { bulk: words } = m.search;
  const { done, refused } = bulkCounts(deed);
  const lines = [...refused].map(([reason, numbers]) =>
    words.refused({
      count: numbers.length,
      why: words.why[reason in words.why ? (reason as keyof typeof words.why) : 'other'],
      numbers: namesOf(numbers, m.view.listJoin),
    }),
  );
  return said(words.done({ done, total: deed.numbers.length }), done > 0 ? 'good' : 'warn', lines);
}

function namesOf(numbers: readonly string[], join: string): string {
  return `${numbers.slice(0, NAMED).join(join)}${numbers.length > NAMED ? ' …' : ''}`;
}

/** Everything that a search finds, as far as one deed may go. */
async function findAll(context: CommandContext, query: string) {
  const result = await readTicketSearch(context, query);
  if (!result.ok) return { ok: false, reply: result.reply } as const;
  const { text, search } = result.read;
  const { m } = context.card;
  if (text.query === '') {
    return { ok: false, reply: refuseInput(context, m.search.filter.noQuery, m.help.verb.bulk.example) } as const;
  }
  const found = await context.services.search.search(context.actor, search, { offset: 0, limit: 0 });
  // What only comes near is not what was asked for.
  const numbers = found.isNear ? [] : found.numbers.slice(0, BULK_MAX);
  if (numbers.length === 0) {
    return { ok: false, reply: refuseInput(context, m.search.bulk.nothing, m.help.verb.bulk.example) } as const;
  }
  const isCut = found.hasMore || found.numbers.length > numbers.length;
  return { ok: true, numbers, isCut, query: text.query } as const;
}
