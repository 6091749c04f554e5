/** A country code in front of a number says nothing about whose it is. */
const COUNTRY = /^\+(?:86[ -]?|\d{1,3}[ -])/u;

/** A phone with its middle hidden, so that whoever knows it recognises it: 138****8000, +86 138****8000. */
export function maskPhone(phone: string): string {
  const country = COUNTRY.exec(phone)?.[0] ?? '';
  return country + maskDigits(phone.slice(country.length));
}

function maskDigits(phone: string): string {
  const digits = [...phone].filter((char) => /\p{Nd}/u.test(char)).length;
  const first = digits >= 10 ? 3 : digits >= 7 ? 2 : 0;
  const last = digits >= 10 ? 4 : first;
  let seen = 0;
  return [...phone]
    .map((char) => {
      if (!/\p{Nd}/u.test(char)) return char;
      seen += 1;
      return seen <= first || seen > digits - last ? char : '*';
    })
    .join('');
}

/** An address with its name hidden but for the first letter: z***@example.com. */
export function maskMail(mail: string): string {
  const at = mail.lastIndexOf('@');
  return at <= 0 ? '***' : `${[...mail][0]}***${mail.slice(at)}`;
}
