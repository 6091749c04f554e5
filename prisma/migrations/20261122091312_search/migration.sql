-- CreateTable
CREATE TABLE "ticket_search" (
    "ticket_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "tokens" tsvector NOT NULL,
    "words" TEXT NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "ticket_search_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateTable
CREATE TABLE "ticket_search_due" (
    "id" BIGSERIAL NOT NULL,
    "ticket_id" UUID NOT NULL,

    CONSTRAINT "ticket_search_due_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_filter" (
    "id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_filter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_deed" (
    "id" UUID NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "param" TEXT,
    "reason" TEXT,
    "numbers" TEXT[],
    "results" JSONB NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_deed_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ticket_search_tokens_idx" ON "ticket_search" USING GIN ("tokens");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_filter_scope_name_key_key" ON "ticket_filter"("scope", "name_key");

-- CreateIndex
CREATE INDEX "bulk_deed_at_idx" ON "bulk_deed"("at");

-- CreateIndex
CREATE INDEX "contact_person_name_key_idx" ON "contact_person"("name_key");

-- A name by its beginning, whatever the database sorts by.
CREATE INDEX "customer_key_beginning_idx" ON "customer_key" (lower("key") text_pattern_ops);

-- A new word must be found at once, not after the next tidying; and nobody waits for an answer while it is added.
ALTER INDEX "ticket_search_tokens_idx" SET (fastupdate = off);
-- Rows come and go all the time.
ALTER TABLE "ticket_search_due" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Tickets are written in many places, by older releases too. A row is added and nothing is locked, so that nobody who
-- writes waits for whoever makes tickets findable, or the other way round. New tickets come in batches: one row-adding
-- statement for each batch.
CREATE FUNCTION "ticket_search_added"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ticket_search_due" ("ticket_id") SELECT id FROM added;
  RETURN NULL;
END $$;

CREATE FUNCTION "ticket_search_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ticket_search_due" ("ticket_id") VALUES (NEW.id);
  RETURN NULL;
END $$;

CREATE FUNCTION "ticket_search_remarked"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ticket_search_due" ("ticket_id") VALUES (OLD.subject_id);
  RETURN NULL;
END $$;

CREATE TRIGGER "search_of_ticket_added" AFTER INSERT ON "ticket" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION "ticket_search_added"();
-- Whatever a verb does sets the time of the last change, also where it only adds a remark.
CREATE TRIGGER "search_of_ticket_changed" AFTER UPDATE ON "ticket" FOR EACH ROW
  WHEN ((OLD.updated_at, OLD.description, OLD.problem_type, OLD.customer_id, OLD.status, OLD.owner, OLD.team, OLD.kind, OLD.urgency)
    IS DISTINCT FROM (NEW.updated_at, NEW.description, NEW.problem_type, NEW.customer_id, NEW.status, NEW.owner, NEW.team, NEW.kind, NEW.urgency))
  EXECUTE FUNCTION "ticket_search_changed"();
-- Remarks come with a change of their ticket; they are changed or taken away by erasure alone.
CREATE TRIGGER "search_of_remark_changed" AFTER UPDATE OR DELETE ON "remark" FOR EACH ROW
  EXECUTE FUNCTION "ticket_search_remarked"();
