import { PLAYGROUND } from './surfaces/playground.ts';
import { SLACK } from './surfaces/slack.ts';
import { WECOM_APP } from './surfaces/wecom-app.ts';
import { WECOM_BOT } from './surfaces/wecom-bot.ts';
import { tellStories } from './telling/tell.ts';
import { ENOUGH_A_DAY, NOISE } from './told/noise.ts';

for (const surface of [SLACK, WECOM_APP, WECOM_BOT, PLAYGROUND]) {
  tellStories(surface, NOISE, [], { policy: (policy) => policy + ENOUGH_A_DAY });
}
