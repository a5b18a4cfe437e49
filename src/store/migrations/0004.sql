-- Needs research: key needs have a rank within their deal, minutes are confirmed on a day.

ALTER TABLE "need" ADD COLUMN "rank" INTEGER;
ALTER TABLE "interview" ADD COLUMN "signed_off_on" TEXT CHECK ("signed_off_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');
