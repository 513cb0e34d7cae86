-- Bank feed lines that the accounting software takes no more, for their dates: left out for good, the rest of the event is written.
ALTER TYPE "WriteOperationState" ADD VALUE 'SKIPPED';
