-- What happens with an investment at maturity when its investor says something else than "pay it out", and what became of it.
ALTER TYPE "InvestmentStatus" ADD VALUE 'ROLLED';

CREATE TYPE "MaturityChoice" AS ENUM ('PAYOUT', 'ROLL_ALL');

CREATE TABLE "maturity_instructions" (
    "investment_id" TEXT NOT NULL,
    "choice" "MaturityChoice" NOT NULL,
    "minimum_rate" DECIMAL(9,6),
    "document_id" TEXT,
    "set_on" DATE NOT NULL,

    CONSTRAINT "maturity_instructions_pkey" PRIMARY KEY ("investment_id"),
    -- Nobody's money is reinvested without a signed instruction.
    CONSTRAINT "maturity_instructions_signed" CHECK ("choice" = 'PAYOUT' OR "document_id" IS NOT NULL)
);
ALTER TABLE "maturity_instructions" ADD CONSTRAINT "maturity_instructions_investment_id_fkey" FOREIGN KEY ("investment_id") REFERENCES "investments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "rollovers" (
    "investment_id" TEXT NOT NULL,
    "into_id" TEXT NOT NULL,
    "principal" DECIMAL(20,2) NOT NULL,
    "interest" DECIMAL(20,2) NOT NULL,
    "rolled_on" DATE NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "undone_transaction_id" BIGINT,

    CONSTRAINT "rollovers_pkey" PRIMARY KEY ("investment_id")
);
CREATE UNIQUE INDEX "rollovers_into_id_key" ON "rollovers"("into_id");
ALTER TABLE "rollovers" ADD CONSTRAINT "rollovers_investment_id_fkey" FOREIGN KEY ("investment_id") REFERENCES "investments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rollovers" ADD CONSTRAINT "rollovers_into_id_fkey" FOREIGN KEY ("into_id") REFERENCES "investments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

REVOKE DELETE, TRUNCATE ON maturity_instructions, rollovers FROM modern_lending_app;
SELECT keep_columns('rollovers', ARRAY['investment_id', 'into_id', 'principal', 'interest', 'rolled_on', 'transaction_id']);
