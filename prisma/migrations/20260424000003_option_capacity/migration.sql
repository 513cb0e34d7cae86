-- How much an option takes in all, so that money does not come in that cannot be lent. Without one it takes any amount.
ALTER TABLE investment_options ADD COLUMN "capacity" DECIMAL(20,2);
ALTER TABLE investment_options ADD CONSTRAINT investment_options_capacity CHECK (capacity IS NULL OR capacity > 0);
