import type { App } from '@slack/bolt';

export interface JoinedDeps {
  readonly botUserId: () => string;
  /** We were invited to a channel. Must not reject. */
  readonly joined: (workspace: string, channel: string) => Promise<void>;
}

/** Slack tells everybody in a channel who joins it, us among them: also that it is we who came. */
export function registerJoined(app: App, { botUserId, joined }: JoinedDeps): void {
  app.event('member_joined_channel', async ({ event, body }) => {
    if (event.user === botUserId()) await joined(body.team_id, event.channel);
  });
}
