-- AlterTable
ALTER TABLE "card" ADD COLUMN     "held_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "heard_as" TEXT,
ADD COLUMN     "on_behalf_of" TEXT,
ADD COLUMN     "person" TEXT;

-- CreateTable
CREATE TABLE "absence" (
    "id" UUID NOT NULL,
    "person" TEXT NOT NULL,
    "deputy" TEXT,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "declared_at" TIMESTAMPTZ(3) NOT NULL,
    "declared_by" TEXT NOT NULL,
    "transfer" BOOLEAN NOT NULL DEFAULT false,
    "ended_at" TIMESTAMPTZ(3),
    "begun_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "subjects" UUID[],

    CONSTRAINT "absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_day" (
    "team" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_day_pkey" PRIMARY KEY ("team","date")
);

-- CreateTable
CREATE TABLE "notice_day" (
    "day" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "sent" INTEGER NOT NULL,
    "acknowledged" INTEGER NOT NULL,
    "acted" INTEGER NOT NULL,
    "ignored" INTEGER NOT NULL,
    "merged" INTEGER NOT NULL,

    CONSTRAINT "notice_day_pkey" PRIMARY KEY ("day","rule","step","person")
);

-- CreateIndex
CREATE INDEX "absence_until_at_idx" ON "absence"("until_at");

-- CreateIndex
CREATE INDEX "notice_at_idx" ON "notice"("at");

-- What Prisma's schema cannot say.

ALTER TABLE "absence" ADD CONSTRAINT "absence_forwards" CHECK ("until_at" > "from_at");
ALTER TABLE "absence" ADD CONSTRAINT "absence_deputy" CHECK ("deputy" <> "person");
ALTER TABLE "notice_day" ADD CONSTRAINT "notice_day_step" CHECK ("step" IN ('warning', 'ladder', 'morning'));
-- Reminders to one person on one day: counted before another one is sent.
CREATE INDEX "card_reminding" ON "card" ("platform", "workspace", "conversation", "created_at")
  WHERE "notice_id" IS NOT NULL AND "conversation" LIKE '@%';
-- Reminders that were too many, until they go out together.
CREATE INDEX "card_gathered" ON "card" ("held_until") WHERE "kind" = 'held' AND "held_until" IS NOT NULL;
