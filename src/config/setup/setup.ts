import { KINDS, type Kind, type Locale } from '../../domain/vocabulary.ts';
import type { VariableName } from '../variables.ts';

/** How the product reaches a platform. */
export const WAYS = ['slack-socket', 'slack-http', 'wecom-app', 'wecom-bot'] as const;
export type Way = (typeof WAYS)[number];

/** A team that answers customers. */
export interface SetupTeam {
  readonly id: string;
  readonly name: string;
  readonly handles: readonly Kind[];
}

/** Everything that the first files are made from. */
export interface Setup {
  readonly locale: Locale;
  readonly timezone: string;
  /** At least one; together they handle every kind of ticket. */
  readonly teams: readonly SetupTeam[];
  /** None: the playground alone. */
  readonly ways: readonly Way[];
  /** What was given of the tokens; those of `ways` that are missing stay as lines to fill in. */
  readonly variables: Readonly<Partial<Record<VariableName, string>>>;
  /** Whoever sets it up, and becomes the administrator, with the accounts that were named. */
  readonly admin: { readonly name: string; readonly slack: string | null; readonly wecom: string | null } | null;
}

/** The variables that a way needs, in the order in which somebody finds them in the console. */
export const WAY_VARIABLES: Readonly<Record<Way, readonly VariableName[]>> = {
  'slack-socket': ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'],
  'slack-http': ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'],
  'wecom-app': ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY', 'BASE_URL'],
  'wecom-bot': ['WECOM_BOT_ID', 'WECOM_BOT_SECRET'],
};

/** Kinds that a team of the preset handles there; the others handle none. */
const PRESET_HANDLES: ReadonlyMap<string, readonly Kind[]> = new Map([
  ['support', ['inquiry', 'suggestion']],
  ['after-sales', ['complaint']],
  ['product', ['request']],
]);

/** More teams than that nobody types in an answer. */
const TEAMS_MAX = 20;
const NAME = /^[^\p{Cc}\p{Cf}\p{Cs}]{1,64}$/u;
const KEY = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u;
const BETWEEN_NAMES = /[,，、;；]/u;

export type ReadTeams =
  | { readonly ok: true; readonly teams: readonly SetupTeam[] }
  | { readonly ok: false; readonly reason: 'none' | 'too-many' }
  | { readonly ok: false; readonly reason: 'bad-name'; readonly name: string };

/**
 * Reads team names, separated by commas. `knownKeys`: the preset's teams by what people call them. The first team takes
 * every kind of ticket that no other one of them handles.
 */
export function readTeams(text: string, knownKeys: ReadonlyMap<string, string>): ReadTeams {
  const names = text
    .split(BETWEEN_NAMES)
    .map((name) => name.trim().replaceAll(/\s+/gu, ' '))
    .filter((name) => name !== '');
  const bad = names.find((name) => !NAME.test(name));
  if (bad !== undefined) return { ok: false, reason: 'bad-name', name: bad };
  const namesById = new Map<string, string>();
  for (const name of names) {
    const id = knownKeys.get(name.toLowerCase()) ?? keyOf(name, namesById.size + 1);
    if (!namesById.has(id)) namesById.set(id, name);
  }
  if (namesById.size === 0) return { ok: false, reason: 'none' };
  if (namesById.size > TEAMS_MAX) return { ok: false, reason: 'too-many' };
  const own = (id: string): readonly Kind[] => PRESET_HANDLES.get(id) ?? [];
  const taken = new Set([...namesById.keys()].flatMap(own));
  const teams = [...namesById].map(([id, name], index) => {
    const rest = index === 0 ? KINDS.filter((kind) => !taken.has(kind)) : [];
    return { id, name, handles: KINDS.filter((kind) => own(id).includes(kind) || rest.includes(kind)) };
  });
  return { ok: true, teams };
}

function keyOf(name: string, place: number): string {
  const key = name.toLowerCase().replaceAll(' ', '-');
  return KEY.test(key) ? key : `team-${place}`;
}

/** Whether the runtime knows a zone by this name. */
export function isTimezone(name: string): boolean {
  try {
    return (
      /^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name) &&
      new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
    );
  } catch {
    return false;
  }
}
