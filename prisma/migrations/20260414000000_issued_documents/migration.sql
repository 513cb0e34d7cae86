-- Documents that the product makes: the data that was frozen when they were issued, and the files that are set from it.
CREATE TABLE "issued_documents" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "template_version" INTEGER NOT NULL,
    "issue_key" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "data_sha256" TEXT NOT NULL,
    "issued_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "issued_documents_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "issued_documents_number_key" ON "issued_documents"("number");
CREATE UNIQUE INDEX "issued_documents_issue_key_key" ON "issued_documents"("issue_key");
CREATE INDEX "issued_documents_user_id_number_idx" ON "issued_documents"("user_id", "number");
CREATE INDEX "issued_documents_subject_type_subject_id_idx" ON "issued_documents"("subject_type", "subject_id");

CREATE TABLE "document_files" (
    "document_id" TEXT NOT NULL,
    "pdf" BYTEA NOT NULL,
    "pdf_sha256" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "text_sha256" TEXT NOT NULL,
    "rendered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_files_pkey" PRIMARY KEY ("document_id")
);
ALTER TABLE "document_files" ADD CONSTRAINT "document_files_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "issued_documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Nobody is held to a document that changes after it was sent.
REVOKE UPDATE, DELETE, TRUNCATE ON issued_documents, document_files FROM modern_lending_app;
CREATE TRIGGER issued_documents_append_only BEFORE UPDATE OR DELETE ON issued_documents
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER issued_documents_no_truncate BEFORE TRUNCATE ON issued_documents
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_files_append_only BEFORE UPDATE OR DELETE ON document_files
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_files_no_truncate BEFORE TRUNCATE ON document_files
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
