-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "aim" TEXT,
ADD COLUMN     "aim_reached" BOOLEAN,
ADD COLUMN     "materials" TEXT,
ADD COLUMN     "read_back" BOOLEAN,
ADD COLUMN     "shared_at" TIMESTAMPTZ(3),
ADD COLUMN     "shared_by" TEXT;
