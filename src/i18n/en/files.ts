/** What is said about tables that come and go. */
export const files = {
  /** A whole table behind a link. */
  exportTitle: (p: { customers: number }) => `${p.customers} customers as a table`,
  exportHint: 'For you alone, once, for 15 minutes. Fetching it is recorded.',
  download: 'Fetch',
  downloadTitle: 'Your table is ready',
  downloadHint: 'CSV for any spreadsheet. It holds phones and mails in full: keep it within the company.',
  noAddress: 'Our pages have no address outside (BASE_URL): a whole table leaves by npm run export -- customers.csv',
  importTitle: 'Import customers or their events',
  importWays: (p: { shortcut: string | null }) =>
    p.shortcut === null
      ? 'From a table: CSV (UTF-8 or GBK) or XLSX, with headers such as 客户名称, 联系人, 电话.'
      : `Send the table (CSV or XLSX) here or to any channel I am in, then: message menu → ${p.shortcut}.`,
  importPage: 'Upload',
  importPageHint:
    'The page is for you alone, for 15 minutes. It is looked at first; nothing is written before you say so.',
  importByTerminal: 'On the server: npm run import -- customers.csv --dry-run',
  chooseFile: 'Table (CSV or XLSX, up to 20 MB)',
  lookAtIt: 'Look at it',
  importIt: 'Import it',
  sameFile: 'To import it, choose the same file once more.',
  looked: (p: { new: number; changed: number; kind: 'customers' | 'events' }) =>
    p.kind === 'customers'
      ? `Nothing is written yet: ${p.new} new customers, ${p.changed} changed`
      : `Nothing is written yet: ${p.new} new events`,
  lookedNothing: 'Nothing to write: everything in it is known already',
  begun: 'The import has begun. What comes of it is told in your direct talk with me.',
  running: (p: { percent: number }) => `Importing: ${p.percent} %`,
  done: (p: { new: number; changed: number; kind: 'customers' | 'events' }) =>
    p.kind === 'customers' ? `Imported: ${p.new} new customers, ${p.changed} changed` : `Imported: ${p.new} new events`,
  stopped: 'The import was stopped. Import the same file again: it goes on from there.',
  failed: (p: { id: string }) =>
    `The import failed and is in the log as ${p.id}. Import the same file again: it goes on from there.`,
  needsRole: (p: { role: string }) => `Importing takes the role ${p.role}`,
  used: 'This link was used already',
  again: 'Ask for a new one in the chat: a link works once, for 15 minutes.',
  noFile: 'There is no file on this message. Use the menu of the message that has the table.',
  fault: {
    'no-kind': 'This is no table that can be read here: CSV or XLSX',
    'too-large': 'The file is larger than 20 MB. On the server: npm run import -- customers.csv',
    gone: 'The file cannot be fetched: it was deleted, I am not in the channel where it stands, or the app lacks the scope files:read',
    empty: 'The file is empty',
    'no-header': 'No row of headers was found among the first ten: one of them must be 客户名称 or 客户编号',
    'not-utf8': 'The text of the file can be read neither as UTF-8 nor as GBK',
    changed: 'This is not the file that was looked at. Nothing was written; it was looked at anew',
    busy: 'An import is under way. Nothing was written; try again when it is done',
  },
};
