import { expect } from 'vitest';
import { createFakeWecom, type FakeWecom, type ShownMessage } from '../../support/fake-wecom/fake-wecom.ts';
import type { Sight, Surface, SurfaceDriver, Who } from '../telling/surface.ts';
import { companyOnWecom, MEMBERS, NO_WECOM, TEAMS } from './company-on-wecom.ts';
import { plainLabel, spelledOut, suffices } from './spelled-out.ts';
import { createWebForms } from './web-forms.ts';

/**
 * WeCom's self-built app alone: encrypted callbacks in, cards in each person's chat with the app, texts in the groups
 * that the app has made, forms as pages.
 */
export const WECOM_APP: Surface = {
  name: 'WeCom app',
  abilities: {
    threads: false,
    messageShortcuts: false,
    placesFollow: false,
    directFollows: true,
    clicksAnswered: true,
  },
  async open(start) {
    const wecom = await createFakeWecom();
    // Business time flies here, and the platform's limits are of real time.
    wecom.world.dropsExcess = false;
    for (const [id, name] of Object.entries(MEMBERS)) wecom.addMember({ id, name });
    for (const team of TEAMS) wecom.addGroup({ id: team, name: team });
    const settings = { ...NO_WECOM, ...appSettings(wecom) };
    const { app } = await start({ environment: { slack: null, wecom: settings }, policy: companyOnWecom('app') });
    wecom.connect(`${app.url}/wecom/callback`);
    return driveWecomApp(wecom, app.url);
  },
};

/** What the environment says of the app. */
export function appSettings({ corpId, agentId, secret, token, encodingAesKey, apiUrl }: FakeWecom) {
  return { apiUrl, app: { corpId, agentId, secret, token, encodingAesKey } };
}

/** Drives a fake WeCom whose app is connected to a running product at this address. */
export function driveWecomApp(wecom: FakeWecom, productUrl: string): SurfaceDriver {
  const { world } = wecom;
  const forms = createWebForms();
  /** Cards with drop-down lists, by the link to the same form that followed them. */
  const cardsByLink = new Map<string, ShownMessage>();
  const isForm = (link: string) => link.startsWith(`${productUrl}/f/`);
  const sightOf = ({ id, text, buttons }: ShownMessage): Sight => ({
    id,
    text: text.replaceAll(/<@(\w+)>/g, (_, who: string) => `@${wecom.world.membersById.get(who)?.name ?? who}`),
    buttons: buttons.map(plainLabel),
    spelled: spelledOut(text),
  });
  const find = (who: Who, { id }: Sight): ShownMessage =>
    wecom
      .member(who)
      .messages()
      .find((one) => one.id === id) ?? expect.unreachable(`no message ${id} of ${who}`);

  return {
    async clear() {
      world.messages.length = 0;
      cardsByLink.clear();
      forms.clear();
    },
    async type(who, line) {
      expect((await wecom.member(who).says(line)).status).toBe(200);
    },
    async press(who, sight, label) {
      const message = find(who, sight);
      const standing = message.buttons.find((one) => plainLabel(one) === label);
      expect((await message.click(standing ?? label)).status).toBe(200);
    },
    async fill(_who, form, values) {
      const card = cardsByLink.get(form.id);
      // Whoever has nothing to say in words chooses on the card.
      if (card === undefined || !suffices(card.selects, values)) return forms.fill(form, values);
      const [send = ''] = card.buttons;
      expect((await card.click(send, values)).status).toBe(200);
    },
    say: async () => expect.unreachable('nobody writes to the app in a group'),
    makeTicketOf: async () => expect.unreachable('WeCom has no shortcuts on messages'),
    privateTo: async (who) => wecom.member(who).messages().map(sightOf),
    async formsOf(who) {
      const all = wecom.member(who).messages();
      for (const [at, { links }] of all.entries()) {
        for (const link of links.filter(isForm)) {
          const before = all[at - 1];
          if (before !== undefined && before.selects.size > 0) cardsByLink.set(link, before);
          await forms.follow(who, link);
        }
      }
      return forms.openTo(who);
    },
    inPlace: async (team) => wecom.group(team).messages().map(sightOf),
    below: async () => [],
    async close() {
      await wecom.close();
      expect(wecom.violations, "breaches of WeCom's rules").toEqual([]);
    },
  };
}
