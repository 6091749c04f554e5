/** What each command and verb is for, with a line that works when typed. Help, manifest and completion are made of it. */
export const help = {
  command: {
    ticket: {
      description: 'Open and work on customer tickets',
      usage: '[new|list|show|take|…] text customer:… !urgent',
    },
  },
  verb: {
    new: {
      summary: 'open a ticket; without text the form opens',
      example: '/ticket The printer jams again and again, second floor affected customer:Acme !urgent',
    },
    search: {
      summary: 'search tickets: words, customers by pinyin, last digits, status:, owner:, date:',
      example: '/ticket search printer status:open',
    },
    filter: {
      summary: 'save a search under a name, list, run or delete it',
      example: '/ticket filter save complaints kind:complaint status:open',
    },
    bulk: {
      summary: 'assign or close everything that a search finds (leads), after a confirmation',
      example: '/ticket bulk close kind:inquiry status:resolved',
    },
    list: { summary: 'list tickets: mine, team, open, overdue, or of a customer', example: '/ticket list overdue' },
    show: { summary: 'show a ticket with its history', example: '/ticket show C202611001' },
    take: { summary: 'take a ticket: it is yours', example: '/ticket take C202611001' },
    assign: { summary: 'assign a ticket to a colleague (leads)', example: '/ticket assign C202611001 @Lin' },
    ack: { summary: 'say that you have seen it: reminding pauses', example: '/ticket ack C202611001' },
    edit: { summary: 'correct what was recorded', example: '/ticket edit C202611001 kind:complaint !important' },
    contacted: {
      summary: 'log a contact with the customer; "no answer" meets no clock',
      example: '/ticket contacted C202611001 explained the delay',
    },
    note: { summary: 'add a note for colleagues', example: '/ticket note C202611001 spare part is on its way' },
    progress: { summary: 'record progress', example: '/ticket progress C202611001 roller replaced, testing' },
    plan: {
      summary: 'record the plan with its expected finish; steps on lines of their own',
      example: '/ticket plan C202611001 replace the roller due:"tomorrow 5pm"',
    },
    step: { summary: 'finish a step of the plan', example: '/ticket step C202611001 1' },
    wait: {
      summary: 'wait for the customer or a supplier: clocks stand still',
      example: '/ticket wait C202611001 supplier spare part ordered due:"tomorrow 5pm"',
    },
    merge: { summary: 'merge a ticket into another one', example: '/ticket merge C202611002 C202611001' },
    resume: { summary: 'work goes on after a wait', example: '/ticket resume C202611001' },
    told: {
      summary: 'the customer knows the result ("written" when in writing)',
      example: '/ticket told C202611001 by phone, works again',
    },
    revisit: {
      summary: 'log the revisit: the score, or "no answer"',
      example: '/ticket revisit C202611001 5 works well',
    },
    resolve: { summary: 'mark as resolved, with what was done', example: '/ticket resolve C202611001 roller replaced' },
    rate: { summary: "record the customer's score, 1 to 5", example: '/ticket rate C202611001 5' },
    reopen: { summary: 'open it again: the work starts anew', example: '/ticket reopen C202611001 it jams again' },
    close: {
      summary: "close with the customer's word: satisfied or no objection",
      example: '/ticket close C202611001 satisfied',
    },
    cancel: { summary: 'cancel, with the reason', example: '/ticket cancel C202611001 entered twice' },
    undo: {
      summary: 'undo what you did a moment ago: taking, assigning, cancelling, resolving',
      example: '/ticket undo C202611001',
    },
    escalate: { summary: 'raise it: the ladder starts at once', example: '/ticket escalate C202611001 customer waits' },
    why: { summary: 'explain the deadlines', example: '/ticket why C202611001' },
    help: { summary: 'show this help', example: '/ticket help' },
  },
  shortcut: {
    'new-ticket': { label: 'New ticket', description: 'Open a ticket for a customer' },
    'ticket-from-message': { label: 'Create ticket', description: 'Make a ticket from this message' },
    'import-customers': { label: 'Import customers', description: 'Import customers from the table on this message' },
    'contact-from-message': { label: 'Log contact', description: 'Log a talk with a customer from this message' },
  },
};
