import type { CommandWords } from '../command-words.ts';

/** What /contact can do. */
export const contactHelp: CommandWords = {
  description: 'Log talks with customers and what was promised',
  usage: '[new|show|list|edit|…] customer channel what was said mood:… next:… ★promise',
  intro: 'One line after each talk is enough: what you promise is watched for you. "/contact" alone opens the form.',
  marks:
    'Marks: mood:worried · said:"too dear" · next:send the quote by Friday · ★book a demo next Wed · @owner · time:14:00-14:30 · ticket:C202611001 · aim:agree the price · materials:price list · aim-reached:yes · read-back:yes · !confirm',
  verb: {
    new: {
      summary: 'log a talk; without text the form opens',
      example: '/contact Acme phone discussed the renewal mood:hesitant next:send the quote by Friday',
    },
    prep: {
      summary: 'before a call: aim, materials, channel, what was said last',
      example: '/contact prep Acme aim:agree the price of the renewal !formal',
    },
    show: { summary: 'show a contact with its promises and history', example: '/contact show G202611001' },
    list: { summary: 'list talks: mine, team, or of a customer', example: '/contact list customer:Acme' },
    edit: {
      summary: 'complete a draft or correct it',
      example: '/contact edit G202611001 mood:keen next:send the contract tomorrow',
    },
    hold: { summary: 'put it on hold until the next talk', example: '/contact hold G202611001 next Friday' },
    resume: { summary: 'take it up again', example: '/contact resume G202611001' },
    confirm: {
      summary: 'a second channel has confirmed what was agreed',
      example: '/contact confirm G202611001 email',
    },
    same: { summary: 'two people logged one talk', example: '/contact same G202611002 G202611001' },
    track: { summary: 'what to say, with the facts of the customer', example: '/contact track complaint Acme' },
    share: {
      summary: 'show a good case to your team, what is sensitive left out',
      example: '/contact share G202611001 listened first, then talked about the plan',
    },
    unshare: { summary: 'take a shared case back', example: '/contact unshare G202611001' },
    ack: { summary: 'say that you have seen it: reminding pauses', example: '/contact ack G202611001' },
    note: { summary: 'add a note for colleagues', example: '/contact note G202611001 asked for Ms Li next time' },
    why: { summary: 'explain the deadlines', example: '/contact why G202611001' },
    help: { summary: 'show this help', example: '/contact help' },
  },
};

/** What /followup can do. */
export const followupHelp: CommandWords = {
  description: 'What we promised customers: whose, by when, kept or not',
  usage: '[list|done|snooze|assign|new|ledger] G202611001-1',
  intro: 'Every promise has an owner and a time. You are reminded the day before and when it is due.',
  marks: 'Scopes: mine · team · overdue · customer:Acme',
  verb: {
    list: { summary: 'list open promises: mine, team, overdue, or to a customer', example: '/followup list overdue' },
    done: { summary: 'a promise was kept', example: '/followup done G202611001-1 quote sent' },
    snooze: { summary: 'another date', example: '/followup snooze G202611001-1 tomorrow 5pm' },
    assign: { summary: 'hand it over, also to another team', example: '/followup assign G202611001-1 @Lin' },
    new: { summary: 'note a promise without a talk', example: '/followup new Acme send the quote by Friday' },
    drop: {
      summary: 'the customer no longer wants it, with the reason',
      example: '/followup drop G202611001-1 they chose another model',
    },
    ledger: { summary: 'kept and broken, by person or customer', example: '/followup ledger customers' },
    ack: { summary: 'say that you have seen it: reminding pauses', example: '/followup ack G202611001-1' },
    why: { summary: 'explain the deadline', example: '/followup why G202611001-1' },
    help: { summary: 'show this help', example: '/followup help' },
  },
};
