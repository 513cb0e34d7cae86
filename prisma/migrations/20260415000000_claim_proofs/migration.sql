-- What every customer is owed and owes at a sealed head of the ledger, as the root of a Merkle-sum tree. Roots stay forever; the
-- leaves, from which a customer's path is made, only as long as somebody may ask for it.
CREATE TABLE "claim_proofs" (
    "n" BIGSERIAL NOT NULL,
    "business_date" DATE NOT NULL,
    "block" BIGINT NOT NULL,
    "block_hash" TEXT NOT NULL,
    "root" TEXT NOT NULL,
    "claims" DECIMAL(20,2) NOT NULL,
    "debts" DECIMAL(20,2) NOT NULL,
    "cash" DECIMAL(20,2) NOT NULL,
    "customers" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "secret" BYTEA NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "claim_proofs_pkey" PRIMARY KEY ("n")
);
CREATE UNIQUE INDEX "claim_proofs_block_key" ON "claim_proofs"("block");

-- 1,024 leaves a row, in the order of their hashes: 32 bytes of hash and twice 8 bytes of cents each.
CREATE TABLE "claim_proof_leaves" (
    "proof" BIGINT NOT NULL,
    "chunk" INTEGER NOT NULL,
    "first_hash" TEXT NOT NULL,
    "root" TEXT NOT NULL,
    "claims" DECIMAL(20,2) NOT NULL,
    "debts" DECIMAL(20,2) NOT NULL,
    "leaves" BYTEA NOT NULL,

    CONSTRAINT "claim_proof_leaves_pkey" PRIMARY KEY ("proof","chunk")
);
-- Hashes do not compress; trying takes time.
ALTER TABLE claim_proof_leaves ALTER COLUMN leaves SET STORAGE EXTERNAL;
ALTER TABLE "claim_proof_leaves" ADD CONSTRAINT "claim_proof_leaves_proof_fkey" FOREIGN KEY ("proof") REFERENCES "claim_proofs"("n") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A root that was published is history, for the owner of the database too.
REVOKE UPDATE, DELETE, TRUNCATE ON claim_proofs FROM modern_lending_app;
REVOKE UPDATE, TRUNCATE ON claim_proof_leaves FROM modern_lending_app;
CREATE TRIGGER claim_proofs_append_only BEFORE UPDATE OR DELETE ON claim_proofs
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER claim_proofs_no_truncate BEFORE TRUNCATE ON claim_proofs
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
