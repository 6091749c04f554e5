// Line feed and tab stay. Overrides of writing direction go: they would turn our own text around as well.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed here
const UNWANTED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text that every platform takes as it is: no NUL or other control characters, no half characters, line feeds only. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNWANTED, '').toWellFormed();
}

/** Is there nothing to see? Platforms refuse texts of blanks. */
export function isBlank(text: string | null | undefined): boolean {
  return (
    text === undefined || text === null || !/[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u.test(cleanText(text))
  );
}

/** The text on one line, without blanks around it. */
export function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}
