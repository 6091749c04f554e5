/** Where the adapter's own troubles go; fields never hold words of people, tokens or addresses with a token. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
