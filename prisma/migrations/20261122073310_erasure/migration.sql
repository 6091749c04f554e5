-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "erased_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "erased_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "erased_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "erasure_receipt" (
    "number" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "customer_id" UUID,
    "person_id" UUID,
    "counts" JSONB NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "erasure_receipt_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "erasure_post" (
    "id" BIGSERIAL NOT NULL,
    "receipt" INTEGER NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "thread_conversation" TEXT,
    "thread_message" TEXT,
    "message_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "removed" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "erasure_post_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "erasure_receipt_customer_id_idx" ON "erasure_receipt"("customer_id");

-- CreateIndex
CREATE INDEX "erasure_post_receipt_idx" ON "erasure_post"("receipt");

-- CreateIndex
CREATE INDEX "erasure_post_state_next_at_idx" ON "erasure_post"("state", "next_at");
