import { createFakeSlack } from '../support/fake-slack/fake-slack.ts';
import { populate } from '../support/product.ts';
import { SMALL_COMPANY } from '../support/small-company.ts';
import { PLAYGROUND } from './surfaces/playground.ts';
import { driveSlack, SLACK, slackSettings } from './surfaces/slack.ts';
import { WECOM_APP } from './surfaces/wecom-app.ts';
import { WECOM_BOT } from './surfaces/wecom-bot.ts';
import type { Surface, Team, Who } from './telling/surface.ts';
import { tellStories } from './telling/tell.ts';
import { type Invite, tellGreeting } from './told/greeting.ts';

/*
 * The first word in a team's place, on every surface, from a start of the product at which nobody knows it. What an
 * invitation is differs: Slack tells us of it; in the playground it is the first visitor, in a group of the AI bot whoever
 * speaks to it first, and a group that the app has made is greeted when the policy first names it.
 */

const ANYBODY: Readonly<Record<Team, Who>> = { support: 'agent2', 'after-sales': 'mender', overseas: 'paul' };

/** A surface on which somebody of a team can do something before any story. */
function greetedOn(surface: Surface, invite: Invite): void {
  tellStories(
    surface,
    [
      {
        name: 'a place that comes to know us is greeted once, with three things to try that work as they stand',
        tell: (desk) => tellGreeting(desk, invite),
      },
    ],
    [],
    { isNew: true },
  );
}

const joins: { bot: (team: Team) => Promise<void> } = { bot: async () => undefined };
const CHANNELS: Readonly<Record<Team, string>> = {
  support: 'support',
  'after-sales': 'after-sales',
  overseas: 'overseas',
};
greetedOn(
  {
    ...SLACK,
    async open(start) {
      const slack = await createFakeSlack();
      populate(slack);
      const { app, clock } = await start({
        environment: { slack: slackSettings(slack), wecom: null },
        policy: SMALL_COMPANY,
      });
      slack.connect(`${app.url}/slack/events`);
      joins.bot = async (team) => void (await slack.channel(CHANNELS[team]).joins('bot'));
      return driveSlack(slack, clock);
    },
  },
  (team) => joins.bot(team),
);

const visits = { page: async (): Promise<void> => undefined };
greetedOn(
  {
    ...PLAYGROUND,
    open: (start) =>
      PLAYGROUND.open(async (options) => {
        const running = await start(options);
        visits.page = async () => void (await (await fetch(running.app.url)).text());
        return running;
      }),
  },
  () => visits.page(),
);

greetedOn(WECOM_BOT, async (team, { person }) => {
  await person(ANYBODY[team])
    .types('/ticket help')
    .reads(/\/ticket/);
});

// Nothing is done: the policy names its groups. What was said at the start is what the story is about.
greetedOn(
  { ...WECOM_APP, open: async (start) => ({ ...(await WECOM_APP.open(start)), clear: async () => undefined }) },
  async () => undefined,
);
