import type { App, AppOptions } from '../../../src/app.ts';
import type { StoryClock } from '../../support/story-clock.ts';

/**
 * What a chat surface is to a story: who types, presses and fills in what, and what everybody then sees. Nothing here
 * knows a platform; each surface has one driver, which speaks its wire.
 */

/** People of SMALL_COMPANY by their key in the policy. */
export type Who = 'agent1' | 'agent2' | 'chen' | 'wang' | 'zong' | 'mender' | 'zhao' | 'mary' | 'paul' | 'admin';

/** Teams of SMALL_COMPANY; each has one place, its channel or group. */
export type Team = 'support' | 'after-sales' | 'overseas';

/** What a surface can have at all. What it cannot is decided by its platform, never by what we have not built. */
export interface Abilities {
  /** What happened to a ticket is told below its card. Elsewhere the ticket's details tell it. */
  readonly threads: boolean;
  /** A ticket can be made of a colleague's message. */
  readonly messageShortcuts: boolean;
  /** Messages in a team's place follow what happens to their ticket. Elsewhere they stay, and the details tell. */
  readonly placesFollow: boolean;
  /** Messages to one person follow, too. */
  readonly directFollows: boolean;
  /** Whoever presses a button in a team's place is answered alone. Elsewhere the card answers everybody. */
  readonly clicksAnswered: boolean;
}

export type Ability = keyof Abilities;

/** One message as its reader sees it at this moment. */
export interface Sight {
  /** Stays the same while the message is updated in place. */
  readonly id: string;
  /** All visible text, line by line; somebody called is written `@name`. */
  readonly text: string;
  /** Labels of the buttons that can be pressed. */
  readonly buttons: readonly string[];
  /** Commands that are spelled out where buttons have no place, by their labels. */
  readonly spelled?: ReadonlyMap<string, string>;
}

/** A form as the person sees it at this moment. */
export interface OpenForm {
  readonly id: string;
  /** All visible text: title, introduction, labels, hints and errors. */
  readonly text: string;
  /** What stands in the fields, by field name; of choices the value. */
  readonly values: Readonly<Record<string, string>>;
  /** What is wrong, by field name. */
  readonly errors: Readonly<Record<string, string>>;
}

/** What somebody types into the fields, by field name; a choice is named by its label. */
export type Filled = Readonly<Record<string, string>>;

/** A running product seen through one surface. */
export interface SurfaceDriver {
  /** Forgets what stands in every place and conversation, so that each story sees only its own. */
  clear(): Promise<void>;
  /** Somebody types a line for the bot: at work, where others are, or alone with it. */
  type(who: Who, line: string, where: 'at-work' | 'alone'): Promise<void>;
  /** Somebody presses a button of a message that they see. */
  press(who: Who, sight: Sight, label: string): Promise<void>;
  /** Somebody fills in a form and sends it; fields that are not named keep what stands in them. */
  fill(who: Who, form: OpenForm, values: Filled): Promise<void>;
  /** Somebody writes in a team's place, to colleagues and not to the bot. Resolves with the message. */
  say(who: Who, team: Team, text: string): Promise<Sight>;
  /** Somebody makes a ticket of a message. */
  makeTicketOf(who: Who, sight: Sight): Promise<void>;
  /** All that this person alone was shown, answers and direct messages, in the order of their coming. */
  privateTo(who: Who): Promise<readonly Sight[]>;
  /** The forms that lie open before this person, the newest last. */
  formsOf(who: Who): Promise<readonly OpenForm[]>;
  /** What stands in a team's place, outside of threads, oldest first. */
  inPlace(team: Team): Promise<readonly Sight[]>;
  /** What stands below a message. */
  below(sight: Sight): Promise<readonly Sight[]>;
  /** Ends the connection; fails when the product broke a rule of the platform. */
  close(): Promise<void>;
}

/** A way to run the product on one surface. */
export interface Surface {
  readonly name: string;
  readonly abilities: Abilities;
  /** Starts the product on this surface and seats the driver. */
  open(start: StartProduct): Promise<SurfaceDriver>;
}

export interface Running {
  readonly app: App;
  readonly clock: StoryClock;
}

/** Starts the product with this much of an environment, and the small company as the surface addresses it. */
export type StartProduct = (options: {
  readonly environment: Pick<AppOptions['environment'], 'slack' | 'wecom'>;
  readonly policy: string;
}) => Promise<Running>;
