import type { Alert } from '../../usecases/alert.ts';
import type { Card } from '../card.ts';
import type { CardContext } from './context.ts';

/** A group of WeCom's AI bot. */
const BOT_CHAT = /^bot:/;

/** What an administrator is told, with what to do about it. */
export function alertCard(alert: Alert, { m, policy, nameOf }: CardContext): Card {
  const words = m.alert;
  switch (alert.alert) {
    case 'policy-at-fault':
      return {
        tone: 'alarm',
        title: words.policyAtFault,
        summary: words.policyAtFault,
        lines: [words.policyFaults({ faults: alert.faults, where: alert.where }), words.checkConfig],
      };
    case 'channel-closed': {
      const title = words.channelClosed({ channel: alert.channel });
      const { reason } = alert;
      const cure = BOT_CHAT.test(alert.channel) ? words.callBot({ reason }) : words.inviteBot({ reason });
      return { tone: 'alarm', title, summary: title, lines: [cure] };
    }
    case 'holidays-unknown': {
      const title = words.holidaysUnknown({ year: alert.year });
      return { tone: 'warn', title, summary: title, lines: [words.weekendsAssumed({ year: alert.year })] };
    }
    case 'self-check': {
      const { differences, repaired, undecided, stuck } = alert;
      return {
        tone: differences > repaired || undecided + stuck > 0 ? 'alarm' : 'warn',
        title: words.selfCheck,
        summary: words.selfCheck,
        lines: [
          ...(differences > 0 ? [words.selfCheckDifferences({ differences, repaired })] : []),
          ...(undecided > 0 ? [words.selfCheckUndecided({ undecided })] : []),
          ...(stuck > 0 ? [words.selfCheckStuck({ stuck })] : []),
          words.selfCheckCure,
        ],
      };
    }
    case 'wecom-refused': {
      const { errcode, ip } = alert;
      const title = words.wecomRefused({ errcode });
      return { tone: 'alarm', title, summary: title, lines: [words.wecomCure({ errcode, ip }), words.wecomWaits] };
    }
    case 'rung-empty': {
      const { team, audience, why } = alert;
      const text = m.duty.alert;
      const called = text.audience[audience as keyof typeof text.audience] ?? nameOf(audience);
      const title = text.title({ team: policy.teams.get(team)?.name ?? team, audience: called });
      return { tone: 'warn', title, summary: title, lines: [text[why]] };
    }
    case 'wecom-customers-refused': {
      const { errcode } = alert;
      const customers = m.wecomCustomers;
      const title = customers.refused({ errcode });
      return { tone: 'alarm', title, summary: title, lines: [customers.cure({ errcode }), customers.waits] };
    }
    case 'wecom-bot-evicted':
      return {
        tone: 'alarm',
        title: words.botEvicted,
        summary: words.botEvicted,
        lines: [words.botEvictedCure, words.botWaits],
      };
    case 'wecom-bot-refused': {
      const title = words.botRefused({ errcode: alert.errcode });
      return { tone: 'alarm', title, summary: title, lines: [words.botRefusedCure, words.botWaits] };
    }
  }
}

/** Whether a stored message is an alert rather than the answer to a deed. */
export function isAlert(data: unknown): data is Alert {
  return typeof data === 'object' && data !== null && 'alert' in data;
}
