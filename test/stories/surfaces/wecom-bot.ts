import { expect } from 'vitest';
import { createFakeWecomBot, type FakeWecomBot, type ShownBotMessage } from '../../support/fake-wecom/bot-server.ts';
import type { BotMessage } from '../../support/fake-wecom/bot-world.ts';
import type { Sight, Surface, SurfaceDriver, Team, Who } from '../telling/surface.ts';
import { companyOnWecom, MEMBERS, NO_WECOM, TEAMS } from './company-on-wecom.ts';
import { plainLabel, spelledOut, suffices } from './spelled-out.ts';
import { createWebForms } from './web-forms.ts';

/**
 * WeCom's AI bot alone, over its long connection: called by name in each team's group, where its cards have buttons, and
 * in the talk with one person, where reminders and the links of forms come.
 */
export const WECOM_BOT: Surface = {
  name: 'WeCom AI bot',
  abilities: {
    // Groups know no threads: what happened is a line of its own further down, which names its ticket.
    threads: true,
    messageShortcuts: false,
    // A card changes within five seconds of a click on it, and never again.
    placesFollow: false,
    directFollows: false,
    clicksAnswered: false,
  },
  async open(start) {
    const bot = await createFakeWecomBot();
    // Business time flies here, and the platform's limits are of real time.
    bot.world.dropsExcess = false;
    for (const who of Object.keys(MEMBERS)) bot.single(who).open();
    for (const team of TEAMS) bot.group(team).open();
    const settings = { ...NO_WECOM, ...botSettings(bot) };
    const { app } = await start({ environment: { slack: null, wecom: settings }, policy: companyOnWecom('bot') });
    await bot.connected();
    return driveWecomBot(bot, app.url);
  },
};

/** What the environment says of the AI bot. */
export function botSettings(bot: FakeWecomBot) {
  return { botUrl: bot.url, bot: { id: bot.botId, secret: bot.secret } };
}

/** Where somebody works with others. */
const GROUP_OF: Readonly<Record<Who, Team>> = {
  agent1: 'support',
  agent2: 'support',
  chen: 'support',
  wang: 'support',
  zong: 'support',
  mender: 'after-sales',
  zhao: 'after-sales',
  mary: 'overseas',
  paul: 'overseas',
  admin: 'support',
};

/** People call the bot where they please, and telephones write a slash of their own. */
const WAYS_TO_CALL: readonly ((line: string, bot: string) => string)[] = [
  (line, bot) => `@${bot} ${line}`,
  (line, bot) => `${line} @${bot}`,
  (line, bot) => `@${bot}\u2005${line.replace('/', '／')}`,
];

/** Drives the fake of an AI bot that a running product at this address is connected to. */
export function driveWecomBot(bot: FakeWecomBot, productUrl: string): SurfaceDriver {
  const { world } = bot;
  const forms = createWebForms();
  /** Cards with drop-down lists, by the link to the same form that followed them. */
  const cardsByLink = new Map<string, ShownBotMessage>();
  /** Who asked what the bot answers in a group. */
  const askersByRequest = new Map<string, Who>();
  let asked = 0;
  const chatOf = (who: Who) => bot.single(who);

  const sightOf = ({ id, text, buttons }: Pick<ShownBotMessage, 'id' | 'text' | 'buttons'>): Sight => ({
    id,
    text: readable(text),
    buttons: buttons.map(plainLabel),
    spelled: spelledOut(readable(text)),
  });
  const shown = (one: BotMessage): Sight => sightOf({ ...one, buttons: one.buttons.map(({ text }) => text) });
  /** What the bot said in a group because this person asked, or to this person by name. */
  const isFor = (who: Who, one: BotMessage): boolean =>
    one.chat === `single:${who}` ||
    (one.answers !== null && askersByRequest.get(one.answers) === who && one.isFinished) ||
    (one.answers === null && one.taskId === null && one.text.includes(`<@${who}>`));
  /** `⚪ C202611001：小李 认领了工单` */
  const isLine = (one: BotMessage): boolean => one.answers === null && /^\S+ (\*\*)?C\d{9,}[:：]/.test(one.text);
  const isAnswer = (one: BotMessage): boolean => one.answers !== null || /^[^\n]*\n<@\w+>/.test(one.text);

  return {
    async clear() {
      world.messages.splice(0);
      cardsByLink.clear();
      forms.clear();
    },
    async type(who, line, where) {
      const calling = WAYS_TO_CALL[(asked += 1) % WAYS_TO_CALL.length] ?? ((text: string) => text);
      const chat = where === 'alone' ? chatOf(who) : bot.group(GROUP_OF[who]);
      askersByRequest.set(chat.says(who, where === 'alone' ? line : calling(line, bot.botName)), who);
    },
    async press(who, sight, label) {
      const chats = [chatOf(who), ...TEAMS.map((team) => bot.group(team))];
      const message = chats.flatMap((chat) => chat.messages()).find(({ id }) => id === sight.id);
      if (message === undefined) throw new Error(`no message ${sight.id} before ${who}`);
      const standing = message.buttons.find((one) => plainLabel(one) === label);
      askersByRequest.set(message.click(who, standing ?? label), who);
    },
    async fill(who, form, values) {
      const card = cardsByLink.get(form.id);
      // Whoever has nothing to say in words chooses on the card.
      if (card === undefined || !suffices(card.selects, values)) return forms.fill(form, values);
      card.click(who, card.buttons[0] ?? '', values);
    },
    say: async () => expect.unreachable('the bot hears nobody who does not call it'),
    makeTicketOf: async () => expect.unreachable('WeCom has no shortcuts on messages'),
    privateTo: async (who) => world.messages.filter((one) => isFor(who, one)).map(shown),
    async formsOf(who) {
      const all = chatOf(who).messages();
      for (const [at, { text }] of all.entries()) {
        for (const [, link = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
          if (!link.startsWith(`${productUrl}/f/`)) continue;
          const before = all[at - 1];
          if (before !== undefined && before.selects.size > 0) cardsByLink.set(link, before);
          await forms.follow(who, link);
        }
      }
      return forms.openTo(who);
    },
    inPlace: async (team) =>
      world.messages.filter((one) => one.chat === `group:${team}` && !isAnswer(one) && !isLine(one)).map(shown),
    async below({ text }) {
      const [number = ''] = /C\d{9,}/.exec(text) ?? [];
      return world.messages.filter((one) => isLine(one) && one.text.includes(number)).map(shown);
    },
    async close() {
      await bot.close();
      expect(bot.violations, "breaches of the AI bot's rules").toEqual([]);
    },
  };
}

/** Markdown as a telephone shows it, with the names of whom it calls. */
function readable(text: string): string {
  const named = text.replaceAll(/<@(\w+)>/g, (_, who: string) => `@${nameOf(who)}`);
  return named.replaceAll(/\*\*|`/g, '').replaceAll(/\\([\\*_[\]()#>~|-])/g, '$1');
}

function nameOf(who: string): string {
  return Object.entries(MEMBERS).find(([id]) => id === who)?.[1] ?? who;
}
