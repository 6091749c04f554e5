-- CreateTable
CREATE TABLE "received" (
    "key" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "inbound" JSONB,
    "way" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "received_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "wecom_code" (
    "id" BIGSERIAL NOT NULL,
    "task_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wecom_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wecom_replaced" (
    "task_id" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "wecom_replaced_pkey" PRIMARY KEY ("task_id")
);

-- CreateTable
CREATE TABLE "wecom_member" (
    "workspace" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "departments" TEXT[],
    "leaders" TEXT[],
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wecom_member_pkey" PRIMARY KEY ("workspace","id")
);

-- CreateIndex
CREATE INDEX "received_received_at_idx" ON "received"("received_at");

-- CreateIndex
CREATE INDEX "wecom_code_task_id_idx" ON "wecom_code"("task_id");

-- CreateIndex
CREATE INDEX "wecom_code_expires_at_idx" ON "wecom_code"("expires_at");

-- CreateIndex
CREATE INDEX "wecom_replaced_at_idx" ON "wecom_replaced"("at");

-- What nobody has finished yet, by who may take it over.
CREATE INDEX "received_open" ON "received" ("surface", "lease_until") WHERE "done_at" IS NULL;
