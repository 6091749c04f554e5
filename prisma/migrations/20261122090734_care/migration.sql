-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "care_next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00';

-- CreateTable
CREATE TABLE "care_mark" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "customer_id" UUID NOT NULL,

    CONSTRAINT "care_mark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "care_day" (
    "customer_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "rule" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "why" JSONB NOT NULL,

    CONSTRAINT "care_day_pkey" PRIMARY KEY ("customer_id","day","rule","n")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "filter" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_member" (
    "campaign_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "rank" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" TEXT,

    CONSTRAINT "campaign_member_pkey" PRIMARY KEY ("campaign_id","customer_id")
);

-- CreateIndex
CREATE INDEX "care_mark_customer_id_idx" ON "care_mark"("customer_id");

-- CreateIndex
CREATE INDEX "care_day_day_idx" ON "care_day"("day");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_number_key" ON "campaign"("number");

-- CreateIndex
CREATE INDEX "campaign_member_customer_id_idx" ON "campaign_member"("customer_id");

-- The planner asks who must be looked at; merged customers never.
CREATE INDEX "customer_care_next_at_idx" ON "customer" ("care_next_at") WHERE "merged_into" IS NULL;

-- What care depends on is written in many places, by older releases too. A row is added and nothing is locked, so that
-- nobody who writes can wait for the planner, or the other way round.
CREATE FUNCTION "care_mark_customer"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.customer_id IS NOT NULL THEN
    INSERT INTO "care_mark" ("customer_id") VALUES (OLD.customer_id);
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.customer_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.customer_id IS DISTINCT FROM OLD.customer_id) THEN
    INSERT INTO "care_mark" ("customer_id") VALUES (NEW.customer_id);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION "care_mark_itself"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "care_mark" ("customer_id") VALUES (NEW.id);
  RETURN NULL;
END $$;

CREATE TRIGGER "care_of_contact_added" AFTER INSERT ON "contact" FOR EACH ROW
  WHEN (NEW.customer_id IS NOT NULL) EXECUTE FUNCTION "care_mark_customer"();
CREATE TRIGGER "care_of_contact_changed" AFTER UPDATE ON "contact" FOR EACH ROW
  WHEN ((OLD.customer_id, OLD.outcome, OLD.channel, OLD.purposes, OLD.moods, OLD.same_as, OLD.spoken_at)
    IS DISTINCT FROM (NEW.customer_id, NEW.outcome, NEW.channel, NEW.purposes, NEW.moods, NEW.same_as, NEW.spoken_at))
  EXECUTE FUNCTION "care_mark_customer"();

-- Complaints are mended, and nothing is asked for while an urgent ticket is open; other tickets change no plan at once.
CREATE TRIGGER "care_of_ticket_added" AFTER INSERT ON "ticket" FOR EACH ROW
  WHEN (NEW.customer_id IS NOT NULL AND (NEW.kind = 'complaint' OR NEW.urgency = 'urgent'))
  EXECUTE FUNCTION "care_mark_customer"();
CREATE TRIGGER "care_of_ticket_changed" AFTER UPDATE ON "ticket" FOR EACH ROW
  WHEN ((OLD.customer_id, OLD.kind, OLD.urgency, OLD.status, OLD.round)
      IS DISTINCT FROM (NEW.customer_id, NEW.kind, NEW.urgency, NEW.status, NEW.round)
    AND (OLD.customer_id IS DISTINCT FROM NEW.customer_id OR OLD.kind = 'complaint' OR NEW.kind = 'complaint'
      OR OLD.urgency = 'urgent' OR NEW.urgency = 'urgent'))
  EXECUTE FUNCTION "care_mark_customer"();

CREATE TRIGGER "care_of_customer_changed" AFTER UPDATE ON "customer" FOR EACH ROW
  WHEN ((OLD.kind, OLD.vip, OLD.industry, OLD.amount, OLD.first_cooperation, OLD.contract_from, OLD.contract_until,
      OLD.account_manager, OLD.success_manager, OLD.tier, OLD.stage, OLD.high_value, OLD.merged_into, OLD.erased_at)
    IS DISTINCT FROM (NEW.kind, NEW.vip, NEW.industry, NEW.amount, NEW.first_cooperation, NEW.contract_from,
      NEW.contract_until, NEW.account_manager, NEW.success_manager, NEW.tier, NEW.stage, NEW.high_value, NEW.merged_into,
      NEW.erased_at))
  EXECUTE FUNCTION "care_mark_itself"();

CREATE TRIGGER "care_of_person_changed" AFTER INSERT OR UPDATE OR DELETE ON "contact_person" FOR EACH ROW
  EXECUTE FUNCTION "care_mark_customer"();
CREATE TRIGGER "care_of_cooperation_changed" AFTER INSERT OR UPDATE OR DELETE ON "cooperation_event" FOR EACH ROW
  EXECUTE FUNCTION "care_mark_customer"();
CREATE TRIGGER "care_of_tag_changed" AFTER INSERT OR DELETE ON "customer_tag" FOR EACH ROW
  EXECUTE FUNCTION "care_mark_customer"();
CREATE TRIGGER "care_of_invitation_changed" AFTER INSERT OR UPDATE ON "campaign_member" FOR EACH ROW
  EXECUTE FUNCTION "care_mark_customer"();
