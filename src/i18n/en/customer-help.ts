/** What `/customer` and its verbs are for. */
export const customerHelp = {
  description: 'Customers: who they are, whom to call, what is open',
  usage: '[new|show|find|edit|people|event|…] name …',
  intro: 'Everything to know before a call, on one card. "/customer" alone opens the form.',
  marks:
    'Marks: short:Acme · industry:retail · amount:300000 · since:2024-03-01 · manager:@Lin · phone:… · #tag · !vip · "values with spaces"',
  verb: {
    new: {
      summary: 'add a customer; without text the form opens',
      example:
        '/customer new "Acme Trading Ltd" short:Acme industry:retail amount:300000 since:2024-03-01 #price-aware',
    },
    show: { summary: 'the card to read before a call', example: '/customer show Acme' },
    find: { summary: 'find by name, short name, pinyin or initials', example: '/customer find acm' },
    list: { summary: 'list customers: mine, all, vip, a tier, a stage or a #tag', example: '/customer list mine' },
    edit: {
      summary: 'correct what was recorded; the name alone opens the form',
      example: '/customer edit Acme size:200',
    },
    people: {
      summary: 'add or change somebody we talk to; "left" when they are gone',
      example: '/customer people Acme "Mary Jones" post:buyer phone:+86 13800138000 channel:phone birthday:3-8',
    },
    event: {
      summary: 'record an order, payment, delivery or renewal',
      example: '/customer event Acme order 2026-11-02 30000',
    },
    tag: { summary: 'add tags, or take one off with "-"', example: '/customer tag Acme #price-aware -#slow' },
    tier: {
      summary: 'why this tier; pin it by hand with a reason, or "auto"',
      example: '/customer tier Acme A strategic partner',
    },
    merge: { summary: 'make two entries of one customer one (leads)', example: '/customer merge K00002 into K00001' },
    reveal: { summary: 'phones and mail in full; the look is recorded', example: '/customer reveal Acme' },
    export: { summary: 'customers as a table (managers); it is recorded', example: '/customer export mine' },
    import: { summary: 'customers or events from a table (managers); looked at first', example: '/customer import' },
    erase: { summary: 'erase a customer, or one person of it (administrators)', example: '/customer erase K00001' },
    help: { summary: 'show this help', example: '/customer help' },
  },
};
