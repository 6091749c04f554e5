import { expect } from 'vitest';
import type { SlackSettings } from '../../../src/config/environment.ts';
import { createFakeSlack, type FakeSlack } from '../../support/fake-slack/fake-slack.ts';
import type { ModalDriver, ShownMessage } from '../../support/fake-slack/shown.ts';
import { populate } from '../../support/product.ts';
import { SMALL_COMPANY } from '../../support/small-company.ts';
import type { StoryClock } from '../../support/story-clock.ts';
import type { OpenForm, Sight, Surface, SurfaceDriver, Team, Who } from '../telling/surface.ts';

/** Slack over the fake: requests, modals, private messages and threads go the way real Bolt sends and takes them. */
export const SLACK: Surface = {
  name: 'Slack',
  abilities: {
    threads: true,
    messageShortcuts: true,
    placesFollow: true,
    directFollows: true,
    clicksAnswered: true,
  },
  async open(start) {
    const slack = await createFakeSlack();
    populate(slack);
    const environment = { slack: slackSettings(slack), wecom: null };
    const { app, clock } = await start({ environment, policy: SMALL_COMPANY });
    slack.connect(`${app.url}/slack/events`);
    return driveSlack(slack, clock);
  },
};

/** What the environment says of Slack. */
export function slackSettings({ botToken, signingSecret, apiUrl }: FakeSlack): SlackSettings {
  return { mode: 'http', botToken, signingSecret, apiUrl };
}

const ACCOUNTS: Readonly<Record<Who, string>> = {
  agent1: 'U0AGENT1',
  agent2: 'U0AGENT2',
  chen: 'U0LEAD',
  wang: 'U0MGR',
  zong: 'U0HEAD',
  mender: 'U0MENDER',
  zhao: 'U0MENDLEAD',
  mary: 'U0MARY',
  paul: 'U0PAUL',
  admin: 'U0ADMIN',
};
const CHANNELS: Readonly<Record<Team, string>> = {
  support: 'C0SUPPORT',
  'after-sales': 'C0AFTER',
  overseas: 'C0OVERSEAS',
};

/** Drives a fake Slack that is connected to a running product. */
export function driveSlack(slack: FakeSlack, clock: Pick<StoryClock, 'now'>): SurfaceDriver {
  const { world } = slack;
  const user = (who: Who) => slack.user(ACCOUNTS[who]);
  /** A ts is unique in a workspace, and private messages have one too. */
  const everything = (): ShownMessage[] => [
    ...Object.values(CHANNELS).flatMap((id) => slack.channel(id).messages()),
    ...Object.keys(ACCOUNTS).flatMap((who) => ownMessages(who as Who)),
  ];
  const ownMessages = (who: Who): ShownMessage[] =>
    [...user(who).ephemerals(), ...user(who).directMessages()].sort((a, b) => (a.ts < b.ts ? -1 : 1));
  const find = ({ id }: Sight): ShownMessage =>
    everything().find((one) => one.ts === id) ?? expect.unreachable(`no message ${id}`);
  const modal = ({ id }: OpenForm): ModalDriver => slack.modal(id);

  const sightOf = (message: ShownMessage): Sight => ({
    id: message.ts,
    text: message.text.replaceAll(/<@(\w+)>/g, (_, id: string) => `@${world.usersById.get(id)?.displayName ?? id}`),
    // What a menu offers is a press away too.
    buttons: [
      ...message.buttons.map(({ label }) => label),
      ...message.menus.flatMap(({ options }) => options.map(({ label }) => label)),
    ],
  });

  return {
    async clear() {
      world.messages.length = 0;
      world.ephemerals.length = 0;
      world.modalsById.clear();
    },
    async type(who, line, where) {
      const { status } = where === 'alone' ? await user(who).says(line) : await user(who).runs(line);
      expect(status).toBe(200);
    },
    async press(who, sight, label) {
      const message = find(sight);
      const menu = message.menus.find(({ options }) => options.some((one) => one.label === label));
      const isButton = menu === undefined || message.buttons.some((one) => one.label === label);
      const as = ACCOUNTS[who];
      const { status } = isButton
        ? await message.click(label, { as })
        : await message.choose(new RegExp(`^${menu.label}$`), label, { as });
      expect(status).toBe(200);
    },
    async fill(who, form, values) {
      await user(who).submits(modal(form), values);
    },
    async say(who, team, text) {
      // Of business time, which runs ahead of the time by which the fake numbers its messages.
      return sightOf(slack.channel(CHANNELS[team]).hears(text, { as: ACCOUNTS[who], at: clock.now() }));
    },
    async makeTicketOf(who, sight) {
      await user(who).shortcutOnMessage('ticket-from-message', find(sight));
    },
    privateTo: async (who) => ownMessages(who).map(sightOf),
    formsOf: async (who) =>
      [...world.modalsById.values()]
        .filter(({ user: of, open }) => of === ACCOUNTS[who] && open)
        .map(({ id }) => slack.modal(id))
        .map(({ id, text, values, errors }) => ({ id, text, values: { ...values }, errors: { ...errors } })),
    inPlace: async (team) =>
      slack
        .channel(CHANNELS[team])
        .messages()
        .filter(({ author }) => author === world.bot.userId)
        .map(sightOf),
    below: async (sight) => find(sight).thread().map(sightOf),
    async close() {
      await slack.close();
      expect(slack.violations, "breaches of Slack's rules").toEqual([]);
    },
  };
}
