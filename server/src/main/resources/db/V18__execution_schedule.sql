-- When schedules start formulas next (dev.valence.execution). A row is made and taken away after the formula instance, which says
-- what the schedule is.
create table execution_schedule (
    formula_instance_id bigint primary key references formula_instance on delete cascade,
    cron text not null,
    next_at timestamptz                     -- null: never again
);
create index execution_schedule_due on execution_schedule (next_at) where next_at is not null;

-- Lists of a formula's executions.
create index execution_of_formula on execution (formula_id, id);
