-- CreateTable
CREATE TABLE "sent_post" (
    "id" BIGSERIAL NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "over" TEXT,
    "token" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "sent_post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "form_link" (
    "hash" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "account_name" TEXT,
    "account_locale" TEXT,
    "conversation" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "form" JSONB,
    "refusals" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "form_link_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "sent_post_platform_workspace_conversation_at_idx" ON "sent_post"("platform", "workspace", "conversation", "at");

-- CreateIndex
CREATE INDEX "sent_post_platform_workspace_over_at_idx" ON "sent_post"("platform", "workspace", "over", "at");

-- CreateIndex
CREATE INDEX "sent_post_at_idx" ON "sent_post"("at");

-- CreateIndex
CREATE INDEX "form_link_expires_at_idx" ON "form_link"("expires_at");
