-- When somebody was last told that executions of the instance were not run because it starts itself (dev.valence.execution).
alter table formula_instance add column self_started_told_at timestamptz;
