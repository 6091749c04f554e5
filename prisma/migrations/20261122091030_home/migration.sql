-- CreateTable
CREATE TABLE "home" (
    "id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "locale" TEXT,
    "person" TEXT NOT NULL,
    "teams" TEXT[],
    "wanted_version" INTEGER NOT NULL,
    "shown_version" INTEGER NOT NULL DEFAULT 0,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "lease_token" UUID,

    CONSTRAINT "home_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "home_mark" (
    "id" BIGSERIAL NOT NULL,
    "owner" TEXT,
    "team" TEXT NOT NULL,

    CONSTRAINT "home_mark_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "home_person_idx" ON "home"("person");

-- CreateIndex
CREATE UNIQUE INDEX "home_platform_workspace_account_key" ON "home"("platform", "workspace", "account");

-- What somebody, or a team, owes: soonest first, without reading the rest.
CREATE INDEX "commitment_owed" ON "commitment" ("owner", "due_at") WHERE "state" = 'open';
CREATE INDEX "commitment_team_owed" ON "commitment" ("team", "due_at") WHERE "state" = 'open';

-- Whatever writes commitments, a verb, a tick or a recomputation, marks whose page is out of date. It only adds rows: two
-- who write at once never wait for each other here.
CREATE FUNCTION "home_marks"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM home) THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO home_mark (owner, team) SELECT DISTINCT owner, team FROM new_rows;
  ELSE
    INSERT INTO home_mark (owner, team)
    SELECT x.owner, x.team FROM old_rows o JOIN new_rows n ON n.id = o.id
    CROSS JOIN LATERAL (VALUES (o.owner, o.team), (n.owner, n.team)) AS x(owner, team)
    WHERE (o.state, o.owner, o.team, o.due_at, o.missed_at, o.paused_at)
      IS DISTINCT FROM (n.state, n.owner, n.team, n.due_at, n.missed_at, n.paused_at)
    GROUP BY x.owner, x.team;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "home_marks_added" AFTER INSERT ON "commitment" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "home_marks"();
CREATE TRIGGER "home_marks_changed" AFTER UPDATE ON "commitment" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "home_marks"();
