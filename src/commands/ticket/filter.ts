import type { Button, CardItem } from '../../chat/card.ts';
import { teamName } from '../../chat/cards/context.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { FormValues } from '../../chat/form.ts';
import type { Reply } from '../../chat/inbound.ts';
import { cleanText, foldWord } from '../../domain/intake/clean.ts';
import { hasRole, worksFor } from '../../domain/people.ts';
import { TEAM_FIRST } from '../../domain/search/lexicon-search.ts';
import { QUERY_MAX } from '../../domain/search/read-query.ts';
import { runsOf } from '../../domain/search/tokens.ts';
import type { FilterScope, SavedFilter } from '../../usecases/search/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { refuseInput, showCard } from '../replies.ts';
import { readTeam } from './read-new-ticket.ts';
import { findFilter, readTicketSearch, scopesOf } from './read-search.ts';
import { searchTyped } from './search.ts';

const NAME_MAX = 20;

type Deed = 'save' | 'list' | 'run' | 'delete';

const DEED_BY_WORD: Readonly<Record<string, Deed>> = {
  save: 'save',
  add: 'save',
  保存: 'save',
  存: 'save',
  list: 'list',
  ls: 'list',
  列表: 'list',
  run: 'run',
  use: 'run',
  运行: 'run',
  使用: 'run',
  delete: 'delete',
  remove: 'delete',
  rm: 'delete',
  删除: 'delete',
  删: 'delete',
};

/** 筛选: searches under a name, one's own or a team's. */
export const filter: Verb = {
  name: 'filter',
  aliases: ['筛选', '过滤', 'filters'],
  takesNumber: false,
  typed: (context, rest) => {
    const [word = '', ...more] = rest.trim().split(/\s+/u);
    const deed = word === '' ? 'list' : (DEED_BY_WORD[foldWord(word)] ?? null);
    const left = more.join(' ');
    const { m } = context.card;
    switch (deed) {
      case 'save':
        return saveTyped(context, left);
      case 'list':
        return listFilters(context);
      case 'run':
        return runFilter(context, left);
      case 'delete':
        return deleteFilter(context, left);
      case null:
        return refuseInput(context, m.search.filter.unknownVerb, m.help.verb.filter.example);
    }
  },
  clicked: (context, value) => {
    const [deed = '', ...rest] = value.split('|');
    const about = rest.join('|');
    if (deed === 'delete') return deleteFilter(context, about);
    return deed === 'save' ? saveForm(context, about) : runFilter(context, about);
  },
  submitted: async (context, query, values) => {
    const { filter: words } = context.card.m.search;
    const name = readName(values['name'] ?? '');
    if (name === null) return { kind: 'form-errors', errors: { name: words.noName } };
    return save(context, name, scopeChosen(context, values), query);
  },
};

/** `我的投诉 类型:投诉`, `部门:客服部 投诉 类型:投诉`: with a team before the name it is the team's. */
async function saveTyped(context: CommandContext, typed: string): Promise<Reply> {
  const { m } = context.card;
  const { example } = m.help.verb.filter;
  const forTeam = TEAM_FIRST.exec(typed);
  const team = forTeam === null ? null : readTeam(context.policy.policy, forTeam[1] ?? '');
  if (forTeam !== null && team === null) {
    const teams = [...context.policy.policy.teams.values()].map((one) => one.name).join(m.view.listJoin);
    return refuseInput(context, m.reply.badTeam({ value: forTeam[1] ?? '', teams }), example);
  }
  const [first = '', ...rest] = typed.slice(forTeam?.[0].length ?? 0).split(' ');
  const name = readName(first);
  if (name === null) return refuseInput(context, m.search.filter.noName, example);
  return save(context, name, team === null ? `person:${context.actor.ref}` : `team:${team}`, rest.join(' '));
}

async function save(context: CommandContext, name: string, scope: FilterScope, typed: string): Promise<Reply> {
  const { card, actor, services } = context;
  const { search, help } = card.m;
  const query = cleanText(typed, QUERY_MAX).text;
  if (query === '') return refuseInput(context, search.filter.noQuery, help.verb.filter.example);
  if (!mayKeep(context, scope)) return refuseInput(context, search.filter.onlyLeads, help.verb.filter.example);
  // What cannot be read now will not be read later.
  const read = await readTicketSearch(context, query);
  if (!read.ok) return read.reply;
  const whose = whoseText(context, scope);
  const saved = { scope, name, query: read.read.text.query, by: actor.ref };
  const outcome = await services.search.filters.save(saved);
  if (outcome === 'too-many') return refuseInput(context, search.filter.tooMany(whose), '/ticket filter list');
  const title = outcome === 'saved' ? search.filter.saved({ name, whose }) : search.filter.replaced({ name, whose });
  return showCard(
    said(title, 'good', [saved.query, search.filter.how.replace(/@\S+/u, `@${name}`)], [runButton(context, name)]),
  );
}

async function listFilters(context: CommandContext): Promise<Reply> {
  const { m } = context.card;
  const { filter: words } = m.search;
  const filters = await context.services.search.filters.list(scopesOf(context));
  if (filters.length === 0) {
    return showCard(said(words.none, 'muted', [m.reply.tryThis({ example: m.help.verb.filter.example })]));
  }
  const title = words.listTitle(filters.length);
  return showCard({
    tone: 'info',
    title,
    summary: title,
    lines: [words.how],
    items: filters.map((one) => itemOf(one, context)),
  });
}

function itemOf(one: SavedFilter, context: CommandContext): CardItem {
  const { button } = context.card.m.search;
  const remove: Button = {
    action: 'ticket.filter',
    value: `delete|${one.name}`,
    label: button.delete,
    typed: `/ticket filter delete ${one.name}`,
  };
  return {
    title: `@${one.name} · ${whoseText(context, one.scope)}`,
    detail: one.query,
    buttons: [runButton(context, one.name), ...(mayKeep(context, one.scope) ? [remove] : [])],
  };
}

async function runFilter(context: CommandContext, typed: string): Promise<Reply> {
  const [name = '', ...more] = typed.replace(/^[@\uFF20]/u, '').split(' ');
  const known = await findFilter(context, name);
  return known === null ? unknown(context, name) : searchTyped(context, [`@${known.name}`, ...more].join(' '));
}

async function deleteFilter(context: CommandContext, typed: string): Promise<Reply> {
  const { filter: words } = context.card.m.search;
  const name = typed.trim().replace(/^[@\uFF20]/u, '');
  const known = await findFilter(context, name);
  if (known === null) return unknown(context, name);
  if (!mayKeep(context, known.scope)) return refuseInput(context, words.onlyLeads, '/ticket filter list');
  await context.services.search.filters.remove(known.scope, known.name);
  const value = `save|${known.query}`;
  const again: Button = {
    action: 'ticket.filter',
    value,
    label: context.card.m.search.button.save,
    typed: `/ticket filter save ${known.name} ${known.query}`,
  };
  return showCard(said(words.deleted(known.name), 'good', [known.query], [again]));
}

async function unknown(context: CommandContext, name: string): Promise<Reply> {
  const { m } = context.card;
  const { filter: words } = m.search;
  const filters = await context.services.search.filters.list(scopesOf(context));
  const hints =
    filters.length === 0 ? [words.none] : [words.known(filters.map((one) => one.name).join(m.view.listJoin))];
  const [first] = filters;
  const example = first === undefined ? m.help.verb.filter.example : `/ticket filter run ${first.name}`;
  return refuseInput(context, words.unknown(name), example, hints);
}

function saveForm(context: CommandContext, query: string): Reply {
  const { m } = context.card;
  const { filter: words } = m.search;
  const teams = [...context.policy.policy.teams.keys()].filter((team) => mayKeep(context, `team:${team}`));
  return {
    kind: 'form',
    form: {
      action: 'ticket.filter',
      context: query,
      title: words.formTitle,
      intro: query,
      submit: m.view.form.save,
      cancel: m.view.form.cancel,
      fields: [
        { kind: 'text', name: 'name', label: words.nameLabel, hint: words.nameHint, maxLength: NAME_MAX },
        ...(teams.length === 0
          ? []
          : [
              {
                kind: 'choice' as const,
                name: 'whose',
                label: words.whoseLabel,
                initial: 'me',
                choices: [
                  { value: 'me', label: words.me },
                  ...teams.slice(0, 9).map((team) => ({ value: team, label: teamName(context.card, team) })),
                ],
              },
            ]),
      ],
    },
  };
}

function scopeChosen({ actor }: CommandContext, values: FormValues): FilterScope {
  const whose = values['whose'] ?? 'me';
  return whose === 'me' || whose === '' ? `person:${actor.ref}` : `team:${whose}`;
}

/** A team's filters are its leads'. */
function mayKeep({ actor, policy }: CommandContext, scope: FilterScope): boolean {
  if (!scope.startsWith('team:')) return scope === `person:${actor.ref}`;
  const team = scope.slice('team:'.length);
  return policy.policy.teams.has(team) && hasRole(actor, 'lead') && worksFor(actor, team);
}

function whoseText({ card }: CommandContext, scope: FilterScope): string {
  const { filter: words } = card.m.search;
  return scope.startsWith('team:') ? words.team(teamName(card, scope.slice('team:'.length))) : words.me;
}

function runButton({ card }: CommandContext, name: string): Button {
  return {
    action: 'ticket.filter',
    value: `run|${name}`,
    label: card.m.search.button.run,
    typed: `/ticket filter run ${name}`,
  };
}

/** A name that can be typed after `@`. */
function readName(written: string): string | null {
  const name = cleanText(written, 200).text.replace(/^[@\uFF20]/u, '');
  const isOne = /^[\p{L}\p{M}\p{N}_-]+$/u.test(name) && name.length <= NAME_MAX;
  return isOne && runsOf(name).length > 0 ? name : null;
}
