-- CreateTable
CREATE TABLE "contact" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "customer_id" UUID,
    "ticket_id" UUID,
    "author" TEXT NOT NULL,
    "team" TEXT NOT NULL,
    "channel" TEXT,
    "outcome" TEXT NOT NULL,
    "moods" TEXT[],
    "purposes" TEXT[],
    "missing" TEXT[],
    "status" TEXT NOT NULL,
    "spoken_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "hold_until" TIMESTAMPTZ(3),
    "two_channels" BOOLEAN NOT NULL DEFAULT false,
    "confirmed_on" TEXT[],
    "same_as" UUID,
    "policy" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "feedback" TEXT,
    "participants" TEXT,
    "facts" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "follow_up" (
    "contact_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "starred" BOOLEAN NOT NULL,

    CONSTRAINT "follow_up_pkey" PRIMARY KEY ("contact_id","n")
);

-- CreateIndex
CREATE UNIQUE INDEX "contact_number_key" ON "contact"("number");

-- CreateIndex
CREATE INDEX "contact_customer_id_spoken_at_idx" ON "contact"("customer_id", "spoken_at");

-- CreateIndex
CREATE INDEX "contact_author_spoken_at_idx" ON "contact"("author", "spoken_at");

-- CreateIndex
CREATE INDEX "contact_ticket_id_idx" ON "contact"("ticket_id");

-- Lists and ledgers of promises ask by whose they are.
CREATE INDEX "commitment_follow_up_owner_idx" ON "commitment" ("owner") WHERE "rule" = 'follow-up';
