import type { Button } from '../../chat/card.ts';
import { spanText } from '../../chat/cards/duty/span-text.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import type { Absence } from '../../domain/duty/absence.ts';
import { readCommandText } from '../../domain/intake/tokenize.ts';
import { type Actor, hasRole, worksFor } from '../../domain/people.ts';
import type { CommandContext, Verb } from '../command.ts';
import { readPerson } from '../read-person.ts';
import { refuseInput, showCard } from '../replies.ts';

/** 回来: the absence that is on ends now; without one the next is called off. */
export const back: Verb = {
  name: 'back',
  aliases: ['回来', '回来了', '销假', '返岗', '到岗'],
  takesNumber: false,
  typed: async (context, rest) => {
    const { card, services, actor, policy } = context;
    const words = card.m.duty.reply;
    const named = readCommandText(rest).mentions[0];
    const person = named === undefined ? actor.ref : readPerson(policy.policy, named, context.inbound.who);
    if (person === null) {
      return refuseInput(
        context,
        card.m.reply.unknownPerson({ name: named ?? '' }),
        card.m.duty.away.verb.back.example,
      );
    }
    if (!mayEnd(context, person)) return refuseInput(context, words.onlyLeads, card.m.duty.away.verb.back.example);
    return ended(context, await services.duty.comeBack(person, card.now));
  },
};

/** One absence ended or called off by its button. */
export const cancel: Verb = {
  name: 'cancel',
  aliases: [],
  takesNumber: false,
  typed: (context, rest) => back.typed(context, rest),
  clicked: async (context, id) => {
    const { services, card } = context;
    const found = services.duty.absences(card.now).find((one) => one.id === id);
    if (found === undefined) return showCard(said(card.m.duty.reply.notThere, 'warn', [card.m.reply.nothingChanged]));
    if (!mayEnd(context, found.person))
      return showCard(said(card.m.duty.reply.onlyLeads, 'warn', [card.m.reply.nothingChanged]));
    return ended(context, await services.duty.callOff(id, card.now));
  },
};

/** 列表: who is away now or soon. */
export const list: Verb = {
  name: 'list',
  aliases: ['列表', '谁不在', '名单', 'ls'],
  takesNumber: false,
  typed: (context) => showList(context),
  clicked: (context) => showList(context),
};

const SHOWN = 20;

function showList(context: CommandContext): Reply {
  const { card, services } = context;
  const words = card.m.duty.reply;
  const all = services.duty.absences(card.now);
  if (all.length === 0) {
    return showCard(
      said(words.listEmpty, 'good', [card.m.reply.tryThis({ example: card.m.duty.away.verb.new.example })]),
    );
  }
  const title = words.listTitle({ count: all.length });
  return showCard({
    tone: 'info',
    title,
    summary: title,
    items: all.slice(0, SHOWN).map((one) => ({
      title: words.listItem({ name: card.nameOf(one.person), deputy: standInName(context, one) }),
      detail: words.listDetail(spanText(card, one)),
      buttons: mayEnd(context, one.person) ? [callOff(context, one)] : [],
    })),
    ...(all.length > SHOWN ? { footer: card.m.duty.card.more({ count: all.length - SHOWN }) } : {}),
  });
}

/** Who hears the reminders in fact. */
function standInName({ card, services }: CommandContext, { person, from }: Absence): string {
  const { who } = services.duty.current().standInFor(person, Math.max(from, card.now));
  return who === null || who === person ? '' : card.nameOf(who);
}

function callOff({ card }: CommandContext, { id, person }: Absence): Button {
  const { reply } = card.m.duty;
  return { action: 'away.cancel', value: id, label: reply.callOff, typed: `/away back @${card.nameOf(person)}` };
}

function ended({ card, actor }: CommandContext, absence: Absence | null): Reply {
  const words = card.m.duty.reply;
  if (absence === null) {
    return showCard(
      said(words.notAway, 'warn', [card.m.reply.tryThis({ example: card.m.duty.away.verb.new.example })]),
    );
  }
  const times = spanText(card, absence);
  if (absence.from > card.now) return showCard(said(words.calledOff(times), 'good', []));
  const name = card.nameOf(absence.person);
  return absence.person === actor.ref
    ? showCard(said(words.back({ name }), 'good', [words.backSoon]))
    : showCard(said(words.isBack({ name }), 'good', []));
}

function mayEnd({ actor, policy }: CommandContext, person: string): boolean {
  return person === actor.ref || leads(actor, policy.policy.people.get(person)?.team ?? null);
}

function leads(actor: Actor, team: string | null): boolean {
  return hasRole(actor, 'admin') || (hasRole(actor, 'lead') && team !== null && worksFor(actor, team));
}
