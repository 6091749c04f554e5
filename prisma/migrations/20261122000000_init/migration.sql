-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "subject" (
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "last_seq" INTEGER NOT NULL,
    "origin_platform" TEXT,
    "origin_workspace" TEXT,
    "origin_conversation" TEXT,

    CONSTRAINT "subject_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "vip" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "customer_id" UUID,
    "kind" TEXT NOT NULL,
    "urgency" TEXT NOT NULL,
    "complex" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL,
    "team" TEXT NOT NULL,
    "owner" TEXT,
    "opener" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "problem_type" TEXT,
    "source_key" TEXT,
    "source_link" TEXT,
    "policy" TEXT NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "needs_escalation" BOOLEAN NOT NULL DEFAULT false,
    "score" INTEGER,
    "eta" TIMESTAMPTZ(3),
    "waiting_on" TEXT,
    "waiting_until" TIMESTAMPTZ(3),
    "spoken_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "subject_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("subject_id","seq")
);

-- CreateTable
CREATE TABLE "remark" (
    "subject_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "remark_pkey" PRIMARY KEY ("subject_id","seq")
);

-- CreateTable
CREATE TABLE "commitment" (
    "id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,
    "team" TEXT NOT NULL,
    "owner" TEXT,
    "basis" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "target" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "in_force_since" TIMESTAMPTZ(3) NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "pauses" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "missed_at" TIMESTAMPTZ(3),
    "stage" INTEGER NOT NULL,
    "repeat" INTEGER NOT NULL,
    "base_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "acked_at" TIMESTAMPTZ(3),
    "acked_by" TEXT,
    "held_until" TIMESTAMPTZ(3),
    "held_position" INTEGER,
    "next_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "commitment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "stage" INTEGER NOT NULL,
    "repeat" INTEGER NOT NULL,
    "audience" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "late_seconds" INTEGER NOT NULL,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "notice_id" UUID,
    "digest_id" UUID,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "wanted_version" INTEGER NOT NULL,
    "shown_version" INTEGER NOT NULL,
    "address_conversation" TEXT,
    "address_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lane" (
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "notice_after" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "limited" BOOLEAN NOT NULL DEFAULT false,
    "lease_until" TIMESTAMPTZ(3),
    "lease_token" UUID,

    CONSTRAINT "lane_pkey" PRIMARY KEY ("platform","workspace","conversation")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "subject_id" UUID,
    "card_id" UUID,
    "seq" INTEGER,
    "data" JSONB,
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "message_id" UUID NOT NULL,
    "sending_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dedupe" (
    "key" TEXT NOT NULL,
    "subject_id" UUID,
    "same_key" TEXT,
    "outcome" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "dedupe_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "counter" (
    "name" TEXT NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "counter_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "account" (
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT,
    "locale" TEXT,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("platform","workspace","id")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "hash" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "activated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "recurring_job" (
    "name" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recurring_job_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "setting" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "playground_message" (
    "id" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "thread" TEXT,
    "author" TEXT,
    "card" JSONB NOT NULL,
    "locale" TEXT NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "playground_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "customer_name_key_key" ON "customer"("name_key");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_number_key" ON "ticket"("number");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_source_key_key" ON "ticket"("source_key");

-- CreateIndex
CREATE INDEX "ticket_team_status_created_at_idx" ON "ticket"("team", "status", "created_at");

-- CreateIndex
CREATE INDEX "ticket_owner_status_idx" ON "ticket"("owner", "status");

-- CreateIndex
CREATE INDEX "ticket_opener_status_idx" ON "ticket"("opener", "status");

-- CreateIndex
CREATE INDEX "ticket_customer_id_created_at_idx" ON "ticket"("customer_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "commitment_subject_id_rule_round_n_key" ON "commitment"("subject_id", "rule", "round", "n");

-- CreateIndex
CREATE INDEX "notice_subject_id_idx" ON "notice"("subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_commitment_id_round_stage_repeat_audience_key" ON "notice"("commitment_id", "round", "stage", "repeat", "audience");

-- CreateIndex
CREATE INDEX "card_subject_id_idx" ON "card"("subject_id");

-- CreateIndex
CREATE INDEX "dedupe_at_idx" ON "dedupe"("at");

-- CreateIndex
CREATE INDEX "policy_version_activated_at_idx" ON "policy_version"("activated_at");

-- What Prisma's schema cannot say.

-- Nothing open is ever silent: an open commitment always has its timer.
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_open_has_timer" CHECK ("state" <> 'open' OR "next_at" IS NOT NULL);
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_state" CHECK ("state" IN ('open', 'met', 'cancelled'));

-- The only timer. Its cost follows what is due, never what is open.
CREATE INDEX "commitment_due" ON "commitment" ("next_at") WHERE "state" = 'open';

-- What is still to be said, by lane and in order: what may go at once, and notices that may be held to be gathered.
CREATE INDEX "outbox_pending" ON "outbox" ("platform", "workspace", "conversation", "urgent" DESC, "id")
  WHERE "state" = 'pending' AND ("urgent" OR "what" <> 'notice');
CREATE INDEX "outbox_gathering" ON "outbox" ("platform", "workspace", "conversation", "id")
  WHERE "state" = 'pending' AND "what" = 'notice' AND NOT "urgent";
-- What was in flight when somebody died.
CREATE INDEX "outbox_sending" ON "outbox" ("platform", "workspace", "conversation") WHERE "state" = 'sending';
CREATE INDEX "outbox_waiting" ON "outbox" ("subject_id") WHERE "state" IN ('pending', 'sending');
CREATE INDEX "outbox_done" ON "outbox" ("done_at") WHERE "done_at" IS NOT NULL;
-- One waiting "show the newest state" per card: edits coalesce.
CREATE UNIQUE INDEX "outbox_card_once" ON "outbox" ("card_id")
  WHERE "state" = 'pending' AND "what" IN ('card', 'notice');
-- What a digest speaks of.
CREATE INDEX "card_digest" ON "card" ("digest_id") WHERE "digest_id" IS NOT NULL;

-- History is append-only.
CREATE FUNCTION "event_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'event is append-only';
END $$;
CREATE TRIGGER "event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "event"
  FOR EACH STATEMENT EXECUTE FUNCTION "event_is_append_only"();
