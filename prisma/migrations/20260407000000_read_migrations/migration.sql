-- Web server and worker check at their start, and for readiness, that no migration is pending.
GRANT SELECT ON public._prisma_migrations TO modern_lending_app;
