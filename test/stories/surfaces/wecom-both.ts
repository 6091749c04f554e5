import { createFakeWecomBot } from '../../support/fake-wecom/bot-server.ts';
import { createFakeWecom, type FakeWecom } from '../../support/fake-wecom/fake-wecom.ts';
import type { Surface, SurfaceDriver } from '../telling/surface.ts';
import { companyOnWecom, MEMBERS, NO_WECOM, TEAMS } from './company-on-wecom.ts';
import { appSettings, driveWecomApp } from './wecom-app.ts';
import { botSettings, driveWecomBot } from './wecom-bot.ts';

/** The app for each person and the AI bot for the groups, as a company that lives in WeCom sets them up. */
export const WECOM_BOTH: Surface = {
  name: 'WeCom app with AI bot',
  abilities: {
    threads: true,
    messageShortcuts: false,
    placesFollow: false,
    directFollows: true,
    clicksAnswered: false,
  },
  async open(start) {
    const { environment, connect } = await openBoth();
    const { app } = await start({ environment: { slack: null, wecom: environment }, policy: companyOnWecom('bot') });
    return connect(app.url);
  },
};

/** Stand-ins of both, and how they are joined once the product runs. */
export async function openBoth() {
  const wecom = await createFakeWecom();
  const bot = await createFakeWecomBot();
  // Business time flies here, and the platform's limits are of real time.
  wecom.world.dropsExcess = false;
  bot.world.dropsExcess = false;
  for (const [id, name] of Object.entries(MEMBERS)) wecom.addMember({ id, name });
  for (const team of TEAMS) bot.group(team).open();
  return {
    environment: { ...NO_WECOM, ...appSettings(wecom), ...botSettings(bot) },
    async connect(productUrl: string): Promise<SurfaceDriver> {
      wecom.connect(`${productUrl}/wecom/callback`);
      await bot.connected();
      return joinDrivers(wecom, driveWecomApp(wecom, productUrl), driveWecomBot(bot, productUrl));
    },
  };
}

/** Groups by the bot; each person's own chat, and so the links of forms, by the app. */
function joinDrivers(wecom: FakeWecom, app: SurfaceDriver, bot: SurfaceDriver): SurfaceDriver {
  return {
    ...bot,
    async clear() {
      await Promise.all([app.clear(), bot.clear()]);
    },
    type: (who, line, where) => (where === 'alone' ? app : bot).type(who, line, where),
    press(who, sight, label) {
      const isInApp = wecom
        .member(who)
        .messages()
        .some(({ id }) => id === sight.id);
      return (isInApp ? app : bot).press(who, sight, label);
    },
    fill: (who, form, values) => app.fill(who, form, values),
    privateTo: async (who) => [...(await bot.privateTo(who)), ...(await app.privateTo(who))],
    formsOf: (who) => app.formsOf(who),
    async close() {
      await app.close();
      await bot.close();
    },
  };
}
