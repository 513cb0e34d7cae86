-- The version that made each choice, so that a record that comes late can tell whether its card was changed meanwhile.
ALTER TABLE "writeback_mappings" ADD COLUMN "expense_version" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "writeback_mappings" ADD COLUMN "supplier_version" INTEGER NOT NULL DEFAULT 0;
