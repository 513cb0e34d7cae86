-- How far the sandbox's sample data has loaded, for the banner of every page and for a start that goes on with it.
CREATE TABLE "sample_data" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "first_date" DATE NOT NULL,
    "last_date" DATE NOT NULL,
    "reached_date" DATE NOT NULL,
    "status" "RunStatus" NOT NULL,

    CONSTRAINT "sample_data_pkey" PRIMARY KEY ("id")
);
