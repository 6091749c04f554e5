-- AlterTable
ALTER TABLE "card" ADD COLUMN     "is_case" BOOLEAN NOT NULL DEFAULT false;
