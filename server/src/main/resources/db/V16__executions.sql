-- Runs of formulas (dev.valence.execution). Both histories have one partition a day, dropped whole when older than the
-- setting valence.executions.retention.
create sequence execution_id;
create table execution (
    id bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    organization_id bigint not null,
    account_id bigint not null,
    formula_id bigint not null,
    formula_instance_id bigint not null,    -- of a sub-formula's run: the instance of the outermost
    version_id bigint not null,             -- what of the formula it runs
    status text not null check (status in ('pending', 'success', 'failed', 'retry', 'cancelled')),
    trigger json not null,
    configuration json,                     -- null: the values of the formula instance
    object_id text,                         -- of the event that started it
    attempt integer not null default 0,     -- how often the whole of it was tried before
    depth integer not null default 0,       -- how many executions stand above it: sub-formulas, and what its own calls started
    parent_id bigint,                       -- the execution with the step that runs this one
    failed_step text,
    error text,
    primary key (id, created_at)
) partition by range (created_at);
create index execution_of_instance on execution (formula_instance_id, id);
create index execution_of_account on execution (account_id, id);
create index execution_of_parent on execution (parent_id) where parent_id is not null;

-- The steps of an execution in the order they ran, from 0, which is the trigger. A step is written when it has ended; one
-- that may write at a provider is there before as 'pending'.
create sequence step_execution_id;
create table step_execution (
    id bigint not null default nextval('step_execution_id'),
    execution_id bigint not null,
    created_at timestamptz not null,        -- of the execution: both are dropped together
    sequence integer not null,
    step_name text not null,
    status text not null check (status in ('pending', 'success', 'failed')),
    value json not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    primary key (execution_id, sequence, created_at)
) partition by range (created_at);
create index step_execution_by_id on step_execution (id);
create index step_execution_latest on step_execution (execution_id, step_name, sequence);

-- What is not over yet. A process works at a formula instance by holding its lane (below).
create table execution_work (
    execution_id bigint primary key,
    created_at timestamptz not null,
    formula_instance_id bigint not null,
    due_at timestamptz not null,
    step_attempts integer not null default 0    -- of the step it stands at, which is tried again when it is due
);
create index execution_work_due on execution_work (formula_instance_id, due_at, execution_id);

-- Which process runs the executions of a formula instance. claim_at is when anybody may take the lane next: when something is
-- due, or when the lease of its owner ends.
create table execution_lane (
    formula_instance_id bigint primary key references formula_instance on delete cascade,
    organization_id bigint not null,
    claim_at timestamptz,
    owner uuid
) with (fillfactor = 50);
create index execution_lane_to_claim on execution_lane (claim_at) where claim_at is not null;
