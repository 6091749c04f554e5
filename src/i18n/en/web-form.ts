/** Forms as web pages: what stands around the form's own words. */
export const webForm = {
  asPerson: (p: { name: string }) => `Sent as ${p.name}`,
  once: 'This link is yours alone. It works once, for 15 minutes.',
  required: 'required',
  optional: 'optional',
  choose: 'Please choose',
  missing: 'Please fill this in.',
  tooLong: (p: { max: number; length: number }) =>
    `Too long: ${p.length} characters, at most ${p.max}. Please shorten it.`,
  noSuchChoice: 'This choice no longer exists. Please choose again.',
  correct: 'Not sent yet: please correct what is marked. What you typed is still here.',
  done: 'Sent',
  doneHint: 'The result is in your chat too. You can close this page.',
  working: 'Still working on it',
  workingHint: 'The result will come to your chat. You can close this page.',
  used: 'This form was already sent',
  usedHint: 'The result is in your chat. To send another one, open a new form from the chat.',
  expired: 'This link has expired',
  expiredHint: 'Nothing was saved. Go back to the chat and open the form again, by its button or its command.',
  unknown: 'This link does not work',
  unknownHint: 'It may be incomplete. Nothing was saved: go back to the chat and open the form again.',
  failed: 'That did not work',
  failedHint: (p: { id: string }) =>
    `Go back and send it again in a moment: the same form is never saved twice. Reference: ${p.id}`,
  tooLarge: 'That is too long',
  tooLargeHint: 'Nothing was saved. Go back and shorten the text.',
  footer: 'Huiyin · no word of a customer gets lost',
};
