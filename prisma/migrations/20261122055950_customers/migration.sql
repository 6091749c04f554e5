-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "account_manager" TEXT,
ADD COLUMN     "amount" DECIMAL(16,2),
ADD COLUMN     "assessed_at" TIMESTAMPTZ(3),
ADD COLUMN     "contract_from" DATE,
ADD COLUMN     "contract_until" DATE,
ADD COLUMN     "demands" TEXT,
ADD COLUMN     "evidence" JSONB,
ADD COLUMN     "first_cooperation" DATE,
ADD COLUMN     "hidden_needs" TEXT,
ADD COLUMN     "high_value" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "industry" TEXT,
ADD COLUMN     "keys_version" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'enterprise',
ADD COLUMN     "merged_into" UUID,
ADD COLUMN     "needs" TEXT,
ADD COLUMN     "number" SERIAL NOT NULL,
ADD COLUMN     "product" TEXT,
ADD COLUMN     "short_name" TEXT,
ADD COLUMN     "size" TEXT,
ADD COLUMN     "stage" TEXT,
ADD COLUMN     "success_manager" TEXT,
ADD COLUMN     "tier_pinned_at" TIMESTAMPTZ(3),
ADD COLUMN     "tier_pinned_by" TEXT,
ADD COLUMN     "tier_reason" TEXT,
ADD COLUMN     "updated_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "customer_key" (
    "customer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "customer_key_pkey" PRIMARY KEY ("customer_id","kind","key")
);

-- CreateTable
CREATE TABLE "contact_person" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "post" TEXT,
    "channel" TEXT,
    "phone" TEXT,
    "mail" TEXT,
    "birth_calendar" TEXT,
    "birth_month" INTEGER,
    "birth_day" INTEGER,
    "birth_year" INTEGER,
    "left_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cooperation_event" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "amount" DECIMAL(16,2),
    "remark" TEXT,
    "by" TEXT NOT NULL,
    "source_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cooperation_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_tag" (
    "customer_id" UUID NOT NULL,
    "tag_key" TEXT NOT NULL,
    "tag" TEXT NOT NULL,

    CONSTRAINT "customer_tag_pkey" PRIMARY KEY ("customer_id","tag_key")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "subject_id" UUID,
    "data" JSONB,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_run" (
    "key" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "rows_done" INTEGER NOT NULL,
    "is_done" BOOLEAN NOT NULL DEFAULT false,
    "counts" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "customer_key_key_idx" ON "customer_key"("key");

-- CreateIndex
CREATE UNIQUE INDEX "contact_person_customer_id_name_key_key" ON "contact_person"("customer_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "cooperation_event_source_key_key" ON "cooperation_event"("source_key");

-- CreateIndex
CREATE INDEX "cooperation_event_customer_id_day_idx" ON "cooperation_event"("customer_id", "day");

-- CreateIndex
CREATE INDEX "customer_tag_tag_key_idx" ON "customer_tag"("tag_key");

-- CreateIndex
CREATE INDEX "audit_subject_id_idx" ON "audit"("subject_id");

-- CreateIndex
CREATE INDEX "audit_at_idx" ON "audit"("at");

-- CreateIndex
CREATE UNIQUE INDEX "customer_number_key" ON "customer"("number");

-- CreateIndex
CREATE INDEX "customer_merged_into_idx" ON "customer"("merged_into");

-- CreateIndex
CREATE INDEX "customer_account_manager_idx" ON "customer"("account_manager");

-- CreateIndex
CREATE INDEX "customer_keys_version_idx" ON "customer"("keys_version");

-- What Prisma's schema cannot say.

ALTER TABLE "customer" ADD CONSTRAINT "customer_not_into_itself" CHECK ("merged_into" <> "id");
ALTER TABLE "customer" ADD CONSTRAINT "customer_kind" CHECK ("kind" IN ('enterprise', 'individual'));
ALTER TABLE "contact_person" ADD CONSTRAINT "contact_person_birth_calendar" CHECK ("birth_calendar" IN ('solar', 'lunar'));
