import { expect } from 'vitest';
import type { Desk } from '../telling/desk.ts';
import type { Team, Who } from '../telling/surface.ts';

/** How a team's place comes to know us on a surface. */
export type Invite = (team: Team, desk: Desk) => Promise<void>;

const GREETED: readonly {
  readonly team: Team;
  readonly who: Who;
  readonly hello: RegExp;
  readonly done: readonly RegExp[];
}[] = [
  {
    team: 'support',
    who: 'agent1',
    hello: /大家好，我是回音[^]*这里是客服部的群/,
    done: [/工单 C\d+ 已创建/, /已超时工单：没有/, /G\d+：已登记与云帆科技的沟通/],
  },
  {
    team: 'overseas',
    who: 'mary',
    hello: /Hello, I'm Huiyin[^]*This is the channel of Overseas support/,
    done: [/Ticket C\d+ is open/, /Overdue tickets: none/, /G\d+: talk with Acme recorded/],
  },
];

/** A team's place greets nobody twice, says three things to try in its own language, and each works as it stands. */
export async function tellGreeting(desk: Desk, invite: Invite): Promise<void> {
  const { person, place, settle } = desk;
  for (const { team, who, hello, done } of GREETED) {
    await invite(team, desk);
    const { text } = await place(team).card(hello);
    expect(text, 'a team’s channel need not become one').not.toContain('channels:');
    const lines = [1, 2, 3].map((nth) => {
      return new RegExp(`^\\s*${nth}[.．] (/\\w+ .+)$`, 'm').exec(text)?.[1] ?? expect.unreachable(`${nth} in ${text}`);
    });
    for (const [i, line] of lines.entries())
      await person(who)
        .types(line)
        .reads(done[i] ?? /never/);
    await invite(team, desk);
    await settle();
    expect(await place(team).messages(hello)).toHaveLength(1);
  }
}
