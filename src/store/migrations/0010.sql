-- A version of an agreement has its sections in an order of its own, once somebody has moved one.

ALTER TABLE "agreement_version" ADD COLUMN "sections" TEXT;
