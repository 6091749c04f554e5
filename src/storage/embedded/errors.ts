/** Another running instance owns this DATA_DIR; two instances on one directory would both think they are alone. */
export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse';
  readonly dataDir: string;
  constructor(dataDir: string) {
    super(
      `DATA_DIR ${dataDir} is in use by another running instance: stop that one, or give this one its own DATA_DIR`,
    );
    this.dataDir = dataDir;
  }
}

/** The embedded server cannot run here (platform, missing package, no account to run as); the message says the way out. */
export class EmbeddedPostgresUnavailable extends Error {
  override readonly name = 'EmbeddedPostgresUnavailable';
}

/** The data directory was made by another major version of PostgreSQL, whose files this one cannot read. */
export class EmbeddedVersionMismatch extends Error {
  override readonly name = 'EmbeddedVersionMismatch';
  constructor(dataDirectory: string, found: string, expected: string) {
    super(
      `${dataDirectory} was made by PostgreSQL ${found}, this release brings PostgreSQL ${expected}: ` +
        'run the release that made it, `npm run backup` there, then `npm run restore` here into a new DATA_DIR',
    );
  }
}

/** The server was started and gave up; the message carries the last lines of its log. */
export class EmbeddedStartFailed extends Error {
  override readonly name = 'EmbeddedStartFailed';
}
