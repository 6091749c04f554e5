-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "care_planned_at" TIMESTAMPTZ(3);

-- Lists of what is asked for, invitations included, which have a clock of their own.
CREATE INDEX "commitment_asked_due_idx" ON "commitment" ("due_at") WHERE "rule" IN ('care', 'invitation') AND "state" = 'open';
