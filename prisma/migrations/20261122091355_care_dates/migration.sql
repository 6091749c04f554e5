-- CreateTable
CREATE TABLE "care_date" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "title" TEXT,
    "by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "care_date_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "care_date_customer_id_idx" ON "care_date"("customer_id");

CREATE TRIGGER "care_of_date_changed" AFTER INSERT OR UPDATE OR DELETE ON "care_date" FOR EACH ROW
  EXECUTE FUNCTION "care_mark_customer"();
