-- The primary key finds the steps of an execution too; only going on after a crash looks for the latest of each name, and that is
-- rare, while every step that ends had to be written into this index.
drop index step_execution_latest;
