-- AlterTable
ALTER TABLE "commitment" ADD COLUMN     "cause" TEXT;

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "tier" TEXT;

-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "cause" TEXT;

-- AlterTable
ALTER TABLE "policy_version" ADD COLUMN     "recomputed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "examined_at" TIMESTAMPTZ(3),
ADD COLUMN     "linked" JSONB,
ADD COLUMN     "merged_into" UUID,
ADD COLUMN     "tier" TEXT;

-- CreateTable
CREATE TABLE "common_cause" (
    "type_hash" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "common_cause_pkey" PRIMARY KEY ("type_hash","day")
);

-- CreateIndex
CREATE INDEX "ticket_merged_into_idx" ON "ticket"("merged_into");

-- What Prisma's schema cannot say.

ALTER TABLE "customer" ADD CONSTRAINT "customer_tier" CHECK ("tier" IN ('A', 'B', 'C', 'basic'));
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_tier" CHECK ("tier" IN ('A', 'B', 'C', 'basic'));

-- What was there before repeats were looked for is not raised for it now.
UPDATE "ticket" SET "examined_at" = "created_at";
-- Tickets that are still to be looked at; empty most of the time.
CREATE INDEX "ticket_unexamined" ON "ticket" ("id") WHERE "examined_at" IS NULL;
-- Problem types of the last day.
CREATE INDEX "ticket_typed" ON "ticket" ("created_at") WHERE "problem_type" IS NOT NULL;
-- Notices that wait for others of their cause.
CREATE INDEX "card_held" ON "card" ("notice_id") WHERE "kind" = 'held';
-- Commitments that are to be told with others of their cause.
CREATE INDEX "commitment_caused" ON "commitment" ("cause", "next_at") WHERE "state" = 'open' AND "cause" IS NOT NULL;
