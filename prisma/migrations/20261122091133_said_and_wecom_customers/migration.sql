-- AlterTable
ALTER TABLE "erasure_post" ADD COLUMN     "about" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "place_conversation" TEXT,
ADD COLUMN     "place_message" TEXT;

-- CreateTable
CREATE TABLE "spoken" (
    "id" BIGSERIAL NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "address_conversation" TEXT NOT NULL,
    "address_message" TEXT,
    "card_id" TEXT,
    "about" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "spoken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_link" (
    "hash" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "what" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "file_link_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "wecom_contact" (
    "workspace" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "customer_id" UUID,
    "person_id" UUID,
    "tag_ids" TEXT[],
    "added_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "wecom_contact_pkey" PRIMARY KEY ("workspace","key","user_id")
);

-- CreateTable
CREATE TABLE "wecom_due" (
    "workspace" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "cursor" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wecom_due_pkey" PRIMARY KEY ("workspace","user_id")
);

-- CreateTable
CREATE TABLE "wecom_day" (
    "workspace" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "chats" INTEGER NOT NULL,
    "messages" INTEGER NOT NULL,

    CONSTRAINT "wecom_day_pkey" PRIMARY KEY ("workspace","user_id","day")
);

-- CreateTable
CREATE TABLE "wecom_tag" (
    "workspace" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "wecom_tag_pkey" PRIMARY KEY ("workspace","id")
);

-- CreateIndex
CREATE INDEX "spoken_about_idx" ON "spoken" USING GIN ("about");

-- CreateIndex
CREATE INDEX "spoken_at_idx" ON "spoken"("at");

-- CreateIndex
CREATE INDEX "file_link_expires_at_idx" ON "file_link"("expires_at");

-- CreateIndex
CREATE INDEX "wecom_contact_customer_id_idx" ON "wecom_contact"("customer_id");

-- CreateIndex
CREATE INDEX "wecom_contact_workspace_user_id_seen_at_idx" ON "wecom_contact"("workspace", "user_id", "seen_at");
